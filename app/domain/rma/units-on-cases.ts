import type { LineState, UnitsOfFulfillment } from "../policy/order-snapshot";
import { heldUnits, type ReturnLine, type Rma } from "./rma";
import { isFinal } from "./rma-status";

/** What the cases of an order say of one of its lines. */
export type UnitsOnCases = Pick<Required<LineState>, "onOpenCases" | "takenFrom">;

/**
 * The units of an order line that open cases keep from being asked for again, and the fulfillments that they and refunded
 * ones came from (R5, R6). Withdrawn, expired and rejected units are free again.
 */
export function unitsOnCases(rmas: readonly Rma[], lineId: string): UnitsOnCases {
  let onOpenCases = 0;
  const takenFrom: UnitsOfFulfillment[] = [];
  for (const rma of rmas) {
    for (const line of rma.returnLines) {
      if (line.lineId !== lineId) continue;
      const held = isFinal(rma.status) ? 0 : heldUnits(line);
      onOpenCases += held;
      const quantity = held + refundedAtShopify(rma, line);
      if (quantity > 0) takenFrom.push({ fulfillmentId: line.fulfillmentId, quantity });
    }
  }
  return { onOpenCases, takenFrom };
}

/** A unit that was repaired or replaced was never refunded, and its money is still the customer's to claim. */
const refundedAtShopify = ({ kind }: Rma, { refunded, refundedMinor }: ReturnLine): number =>
  kind === "warranty" && refundedMinor === 0 ? 0 : refunded;
