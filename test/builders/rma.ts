import { aReturnLine } from "~/domain/rma/open-rmas";
import type { ReturnLine, Rma, RmaLine } from "~/domain/rma/rma";

export const LINE_ID = "gid://shopify/LineItem/1";
export const FULFILLMENT_ID = "gid://shopify/Fulfillment/1";

/** Two units that somebody does not want, allowed by every rule. Tests state only what they are about. */
export function anRmaLine(overrides: Partial<RmaLine> = {}): RmaLine {
  return {
    lineId: LINE_ID,
    sku: "BELT",
    title: "Drive belt",
    quantity: 2,
    reason: "unwanted",
    note: null,
    verdict: "allow",
    findings: [],
    photoIds: [],
    ...overrides,
  };
}

/** Units of that line from one fulfillment, with a fee of 25 %, of which nothing has arrived. */
export function aReturnLineOf(units: number, overrides: Partial<ReturnLine> = {}): ReturnLine {
  const positions = Array.from({ length: units }, (_, position) => position);
  const fresh = aReturnLine({ lineId: LINE_ID, fulfillmentId: FULFILLMENT_ID, feeBasisPoints: 2_500, positions });
  // Units that expired or were rejected hold no position: the highest are free again (R15).
  const held = positions.slice(0, units - (overrides.closed ?? 0) - (overrides.rejected ?? 0));
  return { ...fresh, positions: held, ...overrides };
}

/** An approved return of two units, valid to 4 June 2026 in Toronto. */
export function anRma(overrides: Partial<Rma> = {}): Rma {
  return {
    id: "rma-1",
    number: "RMA-100001-5",
    kind: "return",
    status: "approved",
    verdict: "allow",
    orderId: "gid://shopify/Order/1",
    orderName: "#1001",
    policyVersion: 1,
    timeZone: "America/Toronto",
    currency: "CAD",
    customerId: "gid://shopify/Customer/1",
    locale: "en",
    requestedAt: new Date("2026-05-05T14:00:00Z"),
    requestedBy: "customer",
    askedOn: "2026-05-05",
    approvedAt: new Date("2026-05-05T14:00:00Z"),
    expiresOn: "2026-06-04",
    declineText: null,
    closedAt: null,
    version: 1,
    lines: [anRmaLine()],
    returnLines: [aReturnLineOf(2)],
    ...overrides,
  };
}
