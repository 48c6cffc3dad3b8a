/** Why a waiting line is passed over while it keeps its place (R24). `staff` comes with a person's reason. */
export const SKIP_REASONS = [
  "cancelled",
  "address-problem",
  "held-by-other",
  "unpaid",
  "refused-by-service",
  "staff",
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** Shopify's words for an order's money, as far as they mean that the goods may leave. */
const PAID = new Set(["PAID", "PARTIALLY_REFUNDED", "REFUNDED", "AUTHORIZED"]);

export interface OrderCircumstances {
  readonly cancelled: boolean;
  /** Shopify's `displayFinancialStatus`. */
  readonly financialStatus: string;
  /** Payment terms that are still running: dealers on terms are not skipped. */
  readonly onRunningTerms: boolean;
  readonly hasCountry: boolean;
  /** A hold `INCORRECT_ADDRESS` on any part of the order. */
  readonly hasAddressHold: boolean;
}

export interface LineCircumstances {
  /** Someone else's hold on units of this line. */
  readonly heldByOther: boolean;
  /** Its fulfilment service refused the last request. */
  readonly refusedByService: boolean;
}

/** The reason that Shopify's facts give for skipping a line, the most lasting one first; null where there is none. */
export function skipReason(order: OrderCircumstances, line: LineCircumstances): Exclude<SkipReason, "staff"> | null {
  if (order.cancelled) return "cancelled";
  if (order.hasAddressHold || !order.hasCountry) return "address-problem";
  if (line.heldByOther) return "held-by-other";
  if (!PAID.has(order.financialStatus) && !order.onRunningTerms) return "unpaid";
  return line.refusedByService ? "refused-by-service" : null;
}
