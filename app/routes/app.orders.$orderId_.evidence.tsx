import { handsOutEvidence } from "~/evidence-file.server";

/** The evidence pack of an order with all its cases, for a dispute. */
export const loader = handsOutEvidence(
  ({ orderId = "" }) => ({ kind: "order", orderId: `gid://shopify/Order/${orderId}` }),
  "order-not-found",
);
