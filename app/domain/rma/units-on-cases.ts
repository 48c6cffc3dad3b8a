import type { LineState, UnitsOfFulfillment } from "../policy/order-snapshot";
import { heldUnits, type ReturnLine, type Rma } from "./rma";
import { isFinal } from "./rma-status";

/** What the cases of an order say of one of its lines. */
export type UnitsOnCases = Pick<Required<LineState>, "onOpenCases" | "takenFrom" | "handledElsewhere">;

/**
 * The units of an order line that cases keep from being asked for again, and the fulfillments that they and refunded ones
 * came from (R5, R6). Withdrawn, expired and rejected units are free again; paid ones are gone, also where Shopify shows no
 * refund of them: a unit that cost nothing was paid back with nothing, and news of a refund can be late.
 */
export function unitsOnCases(rmas: readonly Rma[], lineId: string, refundedAtShopify: number): UnitsOnCases {
  let onOpenCases = 0;
  let paid = 0;
  const takenFrom: UnitsOfFulfillment[] = [];
  for (const rma of rmas) {
    for (const line of rma.returnLines) {
      if (line.lineId !== lineId) continue;
      const held = isFinal(rma.status) ? 0 : heldUnits(line);
      onOpenCases += held;
      const paidOnLine = paidUnits(line);
      paid += paidOnLine;
      const quantity = held + paidOnLine;
      if (quantity > 0) takenFrom.push({ fulfillmentId: line.fulfillmentId, quantity });
    }
  }
  return {
    onOpenCases: onOpenCases + Math.max(0, paid - refundedAtShopify),
    takenFrom,
    handledElsewhere: handledUnits(rmas, lineId),
  };
}

/** Units of the line that somebody else dealt with, and that stay with the customer (R36). */
function handledUnits(rmas: readonly Rma[], lineId: string): number {
  const handled = rmas.filter(({ status }) => status === "handled-elsewhere").flatMap(({ lines }) => lines);
  return handled.reduce((sum, line) => sum + (line.lineId === lineId ? line.quantity : 0), 0);
}

/** Units that were repaired or replaced hold no position: never refunded, and their money is still the customer's to claim. */
const paidUnits = ({ positions, refunded }: ReturnLine): number => (positions.length === 0 ? 0 : refunded);
