import { moveStock } from "../acts/stock-moves.ts";
import type { LineRecord, OrderRecord, StoreState } from "../state.ts";
import { emitMovedLevels } from "../webhooks/emit.ts";
import { emitMoved } from "../webhooks/emit-fulfilment.ts";
import { addFulfillmentOrder, copyHolds, takeUnits, touch, unshipped, type Units } from "./carve.ts";
import { isPartlyShipped, remainingUnits, type FulfillmentOrderRecord } from "./records.ts";

export interface MoveResult {
  moved: FulfillmentOrderRecord;
  original: FulfillmentOrderRecord;
}

/**
 * Gives units that have not shipped to another location; what stock had promised them goes along. All of an untouched
 * fulfillment order: it moves itself and keeps its id. A part, or the rest of one that has partly shipped: a new one,
 * with the holds of the first (assumed). Sends fulfillment_orders/moved.
 */
export function moveFulfillmentOrder(
  state: StoreState,
  { order, record }: { order: OrderRecord; record: FulfillmentOrderRecord },
  { locationId, units: asked }: { locationId: string; units: Units | null },
): MoveResult {
  const units = asked ?? unshipped(record);
  const source = record.locationId;
  const lines = [...units].map(([id, quantity]) => ({ id, quantity }));
  for (const line of record.lines)
    shiftPromise(state, order, { ...line, quantity: units.get(line.id) ?? 0, source, locationId });
  const isWhole = !isPartlyShipped(record) && [...units.values()].reduce((a, b) => a + b, 0) === remainingUnits(record);
  const moved = isWhole
    ? moveItself(state, record, locationId)
    : moveOut(state, { order, record }, { locationId, units });
  emitMoved(state, { original: record, moved, source, lines });
  emitMovedLevels(state);
  return { moved, original: record };
}

function moveItself(state: StoreState, record: FulfillmentOrderRecord, locationId: string): FulfillmentOrderRecord {
  record.locationId = locationId;
  touch(state, record);
  return record;
}

function moveOut(
  state: StoreState,
  { order, record }: { order: OrderRecord; record: FulfillmentOrderRecord },
  { locationId, units }: { locationId: string; units: Units },
): FulfillmentOrderRecord {
  const lines = takeUnits(state, record, { units, renew: true });
  if (remainingUnits(record) === 0) record.status = "CLOSED";
  const moved = addFulfillmentOrder(state, order, { locationId, lines });
  moved.holds = copyHolds(state, record.holds);
  if (moved.holds.length > 0) moved.status = "ON_HOLD";
  return moved;
}

function shiftPromise(
  state: StoreState,
  order: OrderRecord,
  {
    lineItemId,
    quantity,
    source,
    locationId,
  }: { lineItemId: string; quantity: number; source: string; locationId: string },
): void {
  const line = order.lines.find(({ id }) => id === lineItemId);
  if (!line || quantity === 0) return;
  moveStock(state, line, { locationId: source, committed: -quantity });
  moveStock(state, line, { locationId, committed: quantity });
}

/** A tracked line that the place has no level of cannot go there (schema, fulfillmentOrderMove). */
export const isStockedAt = (state: StoreState, line: LineRecord | undefined, locationId: string): boolean =>
  line === undefined ||
  line.inventoryItemId === null ||
  (state.levels.get(line.inventoryItemId)?.has(locationId) ?? false);
