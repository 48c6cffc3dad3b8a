import { isAtService, isUnfinished, type FulfillmentOrderRecord } from "./fulfilment/records.ts";
import { toDecimal } from "./money.ts";
import { currentUnits, shipmentsOf, shippedUnits, totalsOf, unfulfilledUnits } from "./order-figures.ts";
import {
  availableOf,
  levelAt,
  locationNamed,
  productWithSku,
  type LineRecord,
  type OrderRecord,
  type ProductRecord,
  type StoreState,
} from "./state.ts";
import type { OrderLineView, OrderView, ProductView, StockView } from "./types.ts";

/** What stories compare with: the store's own state, not what the API would say of it. */

export function orderOverview(state: StoreState, order: OrderRecord): OrderView {
  const totals = totalsOf(order, state.settings.taxesIncluded);
  return {
    id: order.id,
    name: order.name,
    tags: [...order.tags].sort(),
    currency: order.currency,
    createdAt: order.createdAt.toISOString(),
    processedAt: order.processedAt.toISOString(),
    updatedAt: order.updatedAt.toISOString(),
    cancelledAt: order.cancelledAt?.toISOString() ?? null,
    total: toDecimal(totals.total, order.currency),
    refunded: toDecimal(totals.refunded, order.currency),
    refunds: order.refunds.length,
    customerId: order.customerId,
    lines: order.lines.map((line) => lineOverview(order, line)),
  };
}

const lineOverview = (order: OrderRecord, line: LineRecord): OrderLineView => ({
  id: line.id,
  sku: line.sku,
  title: line.title,
  quantity: line.quantity,
  currentQuantity: currentUnits(order, line),
  refundableQuantity: currentUnits(order, line),
  unfulfilledQuantity: unfulfilledUnits(order, line),
  shipped: shippedUnits(order, line),
  notified: shipmentsOf(order).some(
    ({ notified, lines }) => notified && lines.some(({ lineItemId }) => lineItemId === line.id),
  ),
  free: unitsOn(order, line, (record) => record.holds.length === 0 && !isAtService(record)),
  held: unitsOn(order, line, ({ holds }) => holds.length > 0 && holds.every(({ byApp }) => byApp)),
  heldByOthers: unitsOn(order, line, ({ holds }) => holds.some(({ byApp }) => !byApp)),
  atService: unitsOn(order, line, isAtService),
});

/** Units of a line that have not shipped, on the fulfillment orders that are meant. */
const unitsOn = (order: OrderRecord, line: LineRecord, isMeant: (record: FulfillmentOrderRecord) => boolean): number =>
  order.fulfillmentOrders
    .filter((record) => isUnfinished(record) && isMeant(record))
    .flatMap(({ lines }) => lines)
    .reduce((sum, { lineItemId, remaining }) => sum + (lineItemId === line.id ? remaining : 0), 0);

export const productOverview = ({ id, variant, title, status, tags }: ProductRecord): ProductView => ({
  id,
  variantId: variant.id,
  inventoryItemId: variant.inventoryItemId,
  sku: variant.sku,
  title,
  status,
  tags: [...tags],
});

export function inventoryView(state: StoreState, sku: string, location?: string): StockView {
  const { variant } = productWithSku(state, sku);
  const level = levelAt(state, variant.inventoryItemId, locationNamed(state, location).id);
  return { on_hand: level.onHand, available: availableOf(level), committed: level.committed };
}
