import { toDecimal } from "../money.ts";
import { currentUnits, totalsOf, unfulfilledUnits } from "../order-figures.ts";
import { restId, type LineRecord, type OrderRecord, type StoreState } from "../state.ts";
import { grossOf, takeFree, worthOf } from "../units.ts";

/** An order edit that has begun and is not committed: nothing of it stands on the order yet. */
export interface EditSession {
  id: string;
  orderId: string;
  /** How many units a line is to have, by line. */
  quantities: Map<string, { quantity: number; restock: boolean }>;
  added: AddedItem[];
}

export interface AddedItem {
  id: string;
  title: string;
  price: number;
  quantity: number;
  requiresShipping: boolean;
  taxable: boolean;
}

export const calculatedLineId = ({ id }: LineRecord): string => `gid://shopify/CalculatedLineItem/${restId(id)}`;

/** What a line would have after the edit. */
export const editedUnits = (session: EditSession, order: OrderRecord, line: LineRecord): number =>
  session.quantities.get(line.id)?.quantity ?? currentUnits(order, line);

/** Units of a line that an edit can take off: those that have not shipped. */
export const editableUnits = (order: OrderRecord, line: LineRecord): number =>
  Math.min(unfulfilledUnits(order, line), currentUnits(order, line));

/** What the order would come to, and what would be left to pay: negative is owed to the customer. */
export function editedTotals(
  state: StoreState,
  order: OrderRecord,
  session: EditSession,
): { total: number; outstanding: number } {
  const { taxesIncluded } = state.settings;
  const { currentTotal, outstanding } = totalsOf(order, taxesIncluded);
  const change = order.lines.reduce((sum, line) => sum + changeOf(order, line, { session, taxesIncluded }), 0);
  const added = session.added.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  return { total: currentTotal + change + added, outstanding: outstanding + change + added };
}

function changeOf(
  order: OrderRecord,
  line: LineRecord,
  { session, taxesIncluded }: { session: EditSession; taxesIncluded: boolean },
): number {
  const delta = editedUnits(session, order, line) - currentUnits(order, line);
  if (delta < 0) return -grossOf(worthOf(line, takeFree(order, line, -delta)), taxesIncluded);
  const tax = line.quantity === 0 ? 0 : Math.round((line.tax / line.quantity) * delta);
  return line.unitPrice * delta + (taxesIncluded ? 0 : tax);
}

/** A custom item as placing an order takes it. */
export const asOrderLine = ({ title, price, quantity, requiresShipping }: AddedItem, currency: string) => ({
  title,
  price: toDecimal(price, currency),
  quantity,
  requiresShipping,
});
