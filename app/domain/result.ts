/** The rules say yes with a value or no with an error; faults and bugs are thrown instead. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** A yes. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

/** A no that the caller must look at. */
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error });
