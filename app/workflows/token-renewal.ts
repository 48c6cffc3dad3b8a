/** A refresh token lives about 90 days and is renewed at each use: a third of that leaves two more tries. */
export const TOKEN_RENEWAL_DAYS = 30;
