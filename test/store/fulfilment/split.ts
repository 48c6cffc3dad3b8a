import type { OrderRecord, StoreState } from "../state.ts";
import { emitSplit } from "../webhooks/emit-fulfilment.ts";
import { addFulfillmentOrder, replaceShippedPart, takeUnits, touch, type Units } from "./carve.ts";
import type { FulfillmentOrderRecord } from "./records.ts";

export interface SplitResult {
  fulfillmentOrder: FulfillmentOrderRecord;
  /** The new one, with the units that were named. */
  remaining: FulfillmentOrderRecord;
  replacement: FulfillmentOrderRecord | null;
}

/** Moves named units of a fulfillment order to a new one at the same location. Sends fulfillment_orders/split. */
export function splitFulfillmentOrder(
  state: StoreState,
  { order, record }: { order: OrderRecord; record: FulfillmentOrderRecord },
  units: Units,
): SplitResult {
  const asked = record.lines.flatMap(({ id, lineItemId }) => {
    const quantity = units.get(id) ?? 0;
    return quantity > 0 ? [{ id, lineItemId, quantity }] : [];
  });
  const replacement = replaceShippedPart(state, order, record);
  const source = replacement ?? record;
  // A line of which a part has shipped has another id in the replacement.
  const inSource = asked.map(({ lineItemId, quantity }) => [lineIdOf(source, lineItemId), quantity] as const);
  const lines = takeUnits(state, source, { units: new Map(inSource) });
  const remaining = addFulfillmentOrder(state, order, { locationId: record.locationId, lines });
  emitSplit(state, {
    record,
    splitOut: remaining,
    replacement,
    lines: asked.map(({ id, quantity }) => ({ id, quantity })),
  });
  return { fulfillmentOrder: record, remaining, replacement };
}

const lineIdOf = ({ lines }: FulfillmentOrderRecord, lineItemId: string): string =>
  lines.find((line) => line.lineItemId === lineItemId)?.id ?? "";

/** Puts the units of the others back into the first; the others are closed and hidden. Sends fulfillment_orders/merged. */
export function mergeFulfillmentOrders(
  state: StoreState,
  first: FulfillmentOrderRecord,
  others: readonly FulfillmentOrderRecord[],
): void {
  for (const other of others) {
    for (const line of other.lines) {
      const known = first.lines.find(({ lineItemId }) => lineItemId === line.lineItemId);
      if (known) {
        known.total += line.total;
        known.remaining += line.remaining;
      } else {
        first.lines.push({ ...line });
      }
    }
    Object.assign(other, { lines: [], status: "CLOSED", isHidden: true });
    touch(state, other);
  }
  touch(state, first);
  state.webhooks.emit("fulfillment_orders/merged", {
    merge_intents: [first, ...others].map(({ id }) => ({ fulfillment_order_id: id, fulfillment_order_line_items: [] })),
    fulfillment_order_merges: { fulfillment_order: { id: first.id, status: first.status.toLowerCase() } },
  });
}
