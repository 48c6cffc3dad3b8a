import { afterLast } from "../instants.ts";
import type { OrderRecord, StoreState } from "../state.ts";
import {
  isPartlyShipped,
  remainingUnits,
  type FulfillmentOrderLine,
  type FulfillmentOrderRecord,
  type HoldRecord,
} from "./records.ts";

/** Units of a fulfillment order by its line's id. */
export type Units = ReadonlyMap<string, number>;

/** Stamps a change; two changes never share an instant. */
export function touch(state: StoreState, record: FulfillmentOrderRecord): void {
  record.updatedAt = afterLast(record.updatedAt, state.now());
}

/** A new fulfillment order of the same order, open and asked of nobody. */
export function addFulfillmentOrder(
  state: StoreState,
  order: OrderRecord,
  { locationId, lines }: { locationId: string; lines: FulfillmentOrderLine[] },
): FulfillmentOrderRecord {
  const now = state.now();
  const record: FulfillmentOrderRecord = {
    id: state.ids.gid("FulfillmentOrder"),
    locationId,
    status: "OPEN",
    requestStatus: "UNSUBMITTED",
    createdAt: now,
    updatedAt: now,
    isHidden: false,
    holds: [],
    requests: [],
    lines,
  };
  order.fulfillmentOrders.push(record);
  return record;
}

/**
 * Takes units out of a fulfillment order into lines for another one. A line that goes whole keeps its id unless
 * `renew` (a move gives every line a new one); of a line that is parted, the part that leaves gets a new id.
 */
export function takeUnits(
  state: StoreState,
  record: FulfillmentOrderRecord,
  { units, renew = false }: { units: Units; renew?: boolean },
): FulfillmentOrderLine[] {
  const taken = record.lines.flatMap((line): FulfillmentOrderLine[] => {
    const quantity = units.get(line.id) ?? 0;
    if (quantity === 0) return [];
    const isWhole = quantity === line.total;
    const id = isWhole && !renew ? line.id : state.ids.gid("FulfillmentOrderLineItem");
    line.total -= quantity;
    line.remaining -= quantity;
    return [{ id, lineItemId: line.lineItemId, total: quantity, remaining: quantity }];
  });
  record.lines = record.lines.filter(({ total }) => total > 0);
  touch(state, record);
  return taken;
}

/** What has not shipped of a fulfillment order. */
export const unshipped = ({ lines }: FulfillmentOrderRecord): Units =>
  new Map(lines.filter(({ remaining }) => remaining > 0).map(({ id, remaining }) => [id, remaining]));

/**
 * A fulfillment order of which a part has shipped stays with that part and is closed; what is left goes to a replacement
 * (schema, fulfillmentOrderSplit). @returns null where nothing has shipped.
 */
export function replaceShippedPart(
  state: StoreState,
  order: OrderRecord,
  record: FulfillmentOrderRecord,
): FulfillmentOrderRecord | null {
  if (!isPartlyShipped(record) || remainingUnits(record) === 0) return null;
  const lines = takeUnits(state, record, { units: unshipped(record) });
  record.status = "CLOSED";
  return addFulfillmentOrder(state, order, { locationId: record.locationId, lines });
}

export const copyHolds = (state: StoreState, holds: readonly HoldRecord[]): HoldRecord[] =>
  holds.map((hold) => ({ ...hold, id: state.ids.gid("FulfillmentHold") }));
