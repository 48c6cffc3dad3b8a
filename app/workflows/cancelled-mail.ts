import type { Cancellation } from "~/db/back-order-cancellation-repository.server";
import type { PromisedMail } from "~/db/mail-repository.server";
import type { WaitingOrderFacts } from "~/shopify/back-order-facts";

interface Told {
  shop: string;
  at: Date;
  version: number;
  facts: WaitingOrderFacts;
  paid: { shippingMinor: number; refundMinor: number };
}

/** What the customer is told of waiting units that were cancelled. */
export function cancelledMail({ shop, at, version, facts, paid }: Told, cancellation: Cancellation): PromisedMail {
  const { id, orderId, lineId, quantity, currency, paidShareMinor, taxMinor } = cancellation;
  const named = facts.titles.get(lineId);
  const wasPaid = paid.refundMinor > 0;
  return {
    shop,
    key: `backorder-cancelled:${id}`,
    kind: "backorder-cancelled",
    subject: "order",
    subjectId: orderId,
    orderId,
    at,
    facts: {
      orderName: facts.order.orderName,
      policyVersion: version,
      lines: [{ sku: named?.sku ?? null, title: named?.title ?? "–", quantity }],
      currency,
      paidShare: wasPaid ? paidShareMinor : 0,
      tax: wasPaid ? taxMinor : 0,
      shipping: paid.shippingMinor,
      paid: paid.refundMinor,
    },
  };
}
