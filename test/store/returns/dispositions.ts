import type { DispositionType, ReturnRecord, ReverseLineRecord, ReverseOrderRecord } from "./records.ts";
import { lineOf, type OrderRecord, type StoreState } from "../state.ts";
import { moveStock } from "../acts/stock-moves.ts";

export interface Disposal {
  reverse: ReverseOrderRecord;
  line: ReverseLineRecord;
  type: DispositionType;
  quantity: number;
  locationId: string | null;
}

export const disposedUnits = ({ dispositions }: ReverseLineRecord): number =>
  dispositions.reduce((sum, { quantity }) => sum + quantity, 0);

/** Says what became of units; only RESTOCKED raises what is on hand. A reverse order is closed when all its units are disposed of. */
export function dispose(
  state: StoreState,
  order: OrderRecord,
  { record, disposals }: { record: ReturnRecord; disposals: readonly Disposal[] },
): void {
  for (const { reverse, line, type, quantity, locationId } of disposals) {
    const id = state.ids.gid("ReverseFulfillmentOrderDisposition");
    line.dispositions.push({ id, type, quantity, locationId, createdAt: state.now() });
    const returned = record.lines.find((one) => one.id === line.returnLineId);
    if (type === "RESTOCKED" && returned && locationId !== null)
      moveStock(state, lineOf(order, returned.lineItemId), { locationId, onHand: quantity });
    closeWhenDisposed(reverse);
  }
}

export function closeWhenDisposed(reverse: ReverseOrderRecord): void {
  if (reverse.status === "OPEN" && reverse.lines.every((line) => disposedUnits(line) >= line.total))
    reverse.status = "CLOSED";
}
