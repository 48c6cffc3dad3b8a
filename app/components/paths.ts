const numberOf = (gid: string): string => gid.slice(gid.lastIndexOf("/") + 1);

/** The page of an order, by the number at the end of its GID. */
export const orderPath = (orderId: string): string => `/app/orders/${numberOf(orderId)}`;

/** The page of a case, by our id or its number. */
export const rmaPath = (rma: string): string => `/app/rmas/${rma}`;

/** Shopify's own page of a thing; App Bridge opens such addresses in the admin around the app. */
export const shopifyPath = (kind: "orders" | "draft_orders" | "products" | "customers", gid: string): string =>
  `shopify://admin/${kind}/${numberOf(gid)}`;

/** The products of which nobody knows whether they are electronic. */
export const UNCLEAR_PRODUCTS = "/app/products?class=unclear";
