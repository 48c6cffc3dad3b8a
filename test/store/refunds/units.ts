import { currentUnits, shipmentsOf, unfulfilledUnits } from "../order-figures.ts";
import type { RefundRecord, RestockType } from "./records.ts";
import { bookRefund, type RefundDraft } from "./booking.ts";
import { locationNamed, type LineRecord, type OrderRecord, type StoreState } from "../state.ts";
import { takeForEach, takeKept } from "../units.ts";
import { moveStock, releaseUnits } from "../acts/stock-moves.ts";

/** Units of a line that are paid back past any return, and what becomes of them. */
export interface ChosenUnits {
  line: LineRecord;
  units: number;
  restock: RestockType;
  /** Where they are restocked; null: where they shipped from or would have. */
  locationId: string | null;
}

/** The lines of a refund of these units, as it would be booked now. */
export const draftLines = (
  state: StoreState,
  order: OrderRecord,
  chosen: readonly ChosenUnits[],
): RefundDraft["lines"] => {
  const positions = takeForEach(order, chosen, takeKept);
  return chosen.map(({ line, units, restock, locationId }, index) => ({
    line,
    positions: positions[index] ?? [],
    shipped: restock === "CANCEL" ? 0 : units,
    restockType: restock,
    locationId: restock === "NO_RESTOCK" ? null : (locationId ?? placeOf(state, order, line)),
  }));
};

const placeOf = (state: StoreState, order: OrderRecord, line: LineRecord): string => {
  const shipment = shipmentsOf(order).find(({ lines }) => lines.some(({ lineItemId }) => lineItemId === line.id));
  return shipment?.locationId ?? order.fulfillmentOrders[0]?.locationId ?? locationNamed(state).id;
};

/** Books a refund of units and moves what they have of the stock. */
export function refundUnits(
  state: StoreState,
  order: OrderRecord,
  { chosen, draft }: { chosen: readonly ChosenUnits[]; draft: (lines: RefundDraft["lines"]) => RefundDraft },
): RefundRecord {
  const refund = bookRefund(state, order, draft(draftLines(state, order, chosen)));
  for (const [index, { line, units, restock }] of chosen.entries()) {
    const booked = refund.lines[index];
    if (!booked) continue;
    if (restock === "CANCEL") releaseUnits(state, order, { line, units });
    else if (restock === "RETURN")
      moveStock(state, line, { locationId: booked.locationId ?? placeOf(state, order, line), onHand: units });
    else booked.shipped -= loseUnshipped(state, order, line);
  }
  return refund;
}

/** Refunded without restocking before it shipped: it does not ship any more, and its piece leaves the shelf's count. */
function loseUnshipped(state: StoreState, order: OrderRecord, line: LineRecord): number {
  const unshipped = Math.max(unfulfilledUnits(order, line) - currentUnits(order, line), 0);
  if (unshipped > 0) releaseUnits(state, order, { line, units: unshipped, lost: true });
  return unshipped;
}
