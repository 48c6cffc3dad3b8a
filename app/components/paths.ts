/** The page of an order, by the number at the end of its GID. */
export const orderPath = (orderId: string): string => `/app/orders/${orderId.slice(orderId.lastIndexOf("/") + 1)}`;
