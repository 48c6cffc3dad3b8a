import type { OrderRecord, StoreState } from "../state.ts";
import { emitHoldAdded, emitHoldReleased, emitHoldsOver, emitPlacedOnHold } from "../webhooks/emit-fulfilment.ts";
import { addFulfillmentOrder, takeUnits, touch, unshipped, type Units } from "./carve.ts";
import { isPartlyShipped, type FulfillmentOrderRecord, type HoldRecord } from "./records.ts";

export interface HoldResult {
  hold: HoldRecord;
  /** What the hold left open, where it was placed on a part. */
  remaining: FulfillmentOrderRecord | null;
}

/** What is left open when some units are to be held; empty when all are. */
function unitsLeft(record: FulfillmentOrderRecord, held: Units): Units {
  const left = [...unshipped(record)].map(([id, remaining]) => [id, remaining - (held.get(id) ?? 0)] as const);
  return new Map(left.filter(([, quantity]) => quantity > 0));
}

/**
 * Holds a fulfillment order, or the named units of it: those stay in it and the others go to a new, open one.
 * Sends fulfillment_holds/added, and fulfillment_orders/placed_on_hold with the first hold.
 */
export function placeHold(
  state: StoreState,
  { order, record }: { order: OrderRecord; record: FulfillmentOrderRecord },
  { units, ...given }: Omit<HoldRecord, "id"> & { units: Units | null },
): HoldResult {
  const left = units === null ? new Map<string, number>() : unitsLeft(record, units);
  const isFirst = record.holds.length === 0;
  const hold: HoldRecord = { id: state.ids.gid("FulfillmentHold"), ...given };
  const remaining =
    left.size === 0
      ? null
      : addFulfillmentOrder(state, order, {
          locationId: record.locationId,
          lines: takeUnits(state, record, { units: left }),
        });
  record.holds.push(hold);
  record.status = "ON_HOLD";
  touch(state, record);
  emitHoldAdded(state, record, hold);
  if (isFirst) emitPlacedOnHold(state, record, { hold, remaining });
  return { hold, remaining };
}

/**
 * Releases holds; the fulfillment order opens when none is left. Sends fulfillment_holds/released for each and
 * fulfillment_orders/hold_released with the last.
 */
export function releaseHolds(
  state: StoreState,
  record: FulfillmentOrderRecord,
  isMeant: (hold: HoldRecord) => boolean,
): HoldRecord[] {
  const released = record.holds.filter(isMeant);
  if (released.length === 0) return [];
  record.holds = record.holds.filter((hold) => !isMeant(hold));
  if (record.holds.length === 0) record.status = isPartlyShipped(record) ? "IN_PROGRESS" : "OPEN";
  touch(state, record);
  for (const hold of released) emitHoldReleased(state, record, hold);
  if (record.holds.length === 0) emitHoldsOver(state, record);
  return released;
}
