import { addMonths, type CalendarDate } from "../calendar-date";
import type { JudgedOrder, LineInOrder, LineSnapshot } from "./order-snapshot";
import type { PolicyVersion } from "./policy-settings";

/**
 * "One year from the purchasing date": the same calendar day a year later, which still counts (R28). A replacement keeps the
 * end of what it replaces (R33).
 */
export function warrantyEnd(order: JudgedOrder, policy: PolicyVersion): CalendarDate {
  return order.keptWarrantyUntil ?? addMonths(order.purchasedOn, policy.settings.warranty.months);
}

/** Bought in the region and listed when bought: what no later event changes (R29, R30). An unknown listing proves nothing. */
export function isCoveredProduct(order: JudgedOrder, line: LineSnapshot): boolean {
  return order.regionOk && line.listing === "listed" && line.isMerchandise;
}

/** The last day of the warranty for a line that is covered on that day (R28); null when it is not. */
export function coveredUntil(
  { order, line, state }: LineInOrder,
  on: CalendarDate,
  policy: PolicyVersion,
): CalendarDate | null {
  if (!isCoveredProduct(order, line)) return null;
  let shipped = 0;
  for (const shipment of state.shipments) shipped += shipment.quantity;
  if (shipped <= state.refundedShipped) return null;
  const end = warrantyEnd(order, policy);
  return on <= end ? end : null;
}
