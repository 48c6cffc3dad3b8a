import { ship, tellOfShipments, type Load } from "../fulfilment/ship.ts";
import { isShippable, type EventStatus } from "../fulfilment/records.ts";
import { addEvent } from "../fulfilment/shipment-changes.ts";
import { shipmentsOf } from "../order-figures.ts";
import { orderNamed, type OrderRecord, type StoreState } from "../state.ts";
import type { UnitsOf } from "./arguments.ts";
import { lineWithSku } from "./orders.ts";

export interface Shipment {
  lines?: readonly UnitsOf[];
  tracking?: string;
  notify?: boolean;
}

/**
 * Staff ship from Shopify's own admin: one parcel for each location, of what is not on hold. Sends fulfillments/create,
 * orders/fulfilled or orders/partially_fulfilled, orders/updated.
 */
export function fulfil(state: StoreState, name: string, { lines, tracking, notify = false }: Shipment): void {
  const order = orderNamed(state, name);
  const wanted = new Map<string, number>();
  for (const { sku, quantity } of lines ?? []) {
    const line = lineWithSku(order, sku, ({ id }) => openUnits(order, id) - (wanted.get(id) ?? 0) >= quantity);
    wanted.set(line.id, (wanted.get(line.id) ?? 0) + quantity);
  }
  const loads = order.fulfillmentOrders
    .filter(isShippable)
    .map((record) => loadOf(record, lines ? wanted : null))
    .filter(({ units }) => units.size > 0);
  if (loads.length === 0) throw new Error(`${order.name} has nothing to ship that is not on hold.`);
  const options = {
    tracking: tracking === undefined ? [] : [{ number: tracking, company: null, url: null }],
    notify,
  };
  const made = byLocation(loads).map((parcel) => ship(state, order, { loads: parcel, ...options }));
  tellOfShipments(state, order, made);
}

const openUnits = (order: OrderRecord, lineItemId: string): number =>
  order.fulfillmentOrders
    .filter(isShippable)
    .flatMap(({ lines }) => lines)
    .reduce((sum, entry) => sum + (entry.lineItemId === lineItemId ? entry.remaining : 0), 0);

/** What leaves one fulfillment order; everything when nothing is named. Takes it off what is wanted. */
function loadOf(record: Load["record"], wanted: Map<string, number> | null): Load {
  const units = new Map<string, number>();
  for (const { id, lineItemId, remaining } of record.lines) {
    const quantity = wanted === null ? remaining : Math.min(remaining, wanted.get(lineItemId) ?? 0);
    if (quantity === 0) continue;
    wanted?.set(lineItemId, (wanted.get(lineItemId) ?? 0) - quantity);
    units.set(id, quantity);
  }
  return { record, units };
}

function byLocation(loads: readonly Load[]): [Load, ...Load[]][] {
  const parcels = new Map<string, [Load, ...Load[]]>();
  for (const load of loads) {
    const parcel = parcels.get(load.record.locationId);
    if (parcel) parcel.push(load);
    else parcels.set(load.record.locationId, [load]);
  }
  return [...parcels.values()];
}

/** What the carrier says of the parcels that left last (all of one moment). Sends fulfillment_events/create and fulfillments/update. */
export function carrierStatus(state: StoreState, name: string, status: EventStatus): void {
  const order = orderNamed(state, name);
  const live = shipmentsOf(order);
  if (live.length === 0) throw new Error(`${order.name} has not shipped.`);
  const last = Math.max(...live.map(({ createdAt }) => createdAt.getTime()));
  for (const fulfillment of live) {
    if (fulfillment.createdAt.getTime() === last) addEvent(state, { order, fulfillment }, { status });
  }
}
