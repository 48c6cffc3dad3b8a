import {
  calculatedLineId,
  editableUnits,
  editedTotals,
  editedUnits,
  type AddedItem,
  type EditSession,
} from "../../edits/session.ts";
import { currentUnits } from "../../order-figures.ts";
import type { LineRecord, OrderRecord, StoreState } from "../../state.ts";
import { connection, type PageArguments } from "../connection.ts";
import type { View } from "../view.ts";
import { currenciesOf } from "./line-item-view.ts";
import { moneyBag } from "./money-view.ts";
import { orderView } from "./order-view.ts";

/** The order as it would be after an edit. */
export const calculatedOrderView = (state: StoreState, order: OrderRecord, session: EditSession): View => {
  const totals = () => editedTotals(state, order, session);
  return {
    __typename: "CalculatedOrder",
    id: session.id,
    originalOrder: () => orderView(state, order),
    totalPriceSet: () => moneyBag(totals().total, currenciesOf(state, order)),
    totalOutstandingSet: () => moneyBag(totals().outstanding, currenciesOf(state, order)),
    subtotalLineItemsQuantity: () =>
      order.lines.reduce((sum, line) => sum + editedUnits(session, order, line), 0) +
      session.added.reduce((sum, { quantity }) => sum + quantity, 0),
    lineItems: (page: PageArguments) =>
      connection(
        {
          type: "CalculatedLineItem",
          items: [
            ...order.lines.map((line) => calculatedLineView(state, order, { session, line })),
            ...session.added.map((item) => addedLineView(state, order, item)),
          ],
          idOf: (view) => String(view["id"]),
          view: (view) => view,
        },
        page,
      ),
    addedLineItems: (page: PageArguments) =>
      connection(
        {
          type: "CalculatedLineItem",
          items: session.added,
          idOf: ({ id }) => id,
          view: (item) => addedLineView(state, order, item),
        },
        page,
      ),
  };
};

export const calculatedLineView = (
  state: StoreState,
  order: OrderRecord,
  { session, line }: { session: EditSession; line: LineRecord },
): View => ({
  __typename: "CalculatedLineItem",
  id: calculatedLineId(line),
  sku: line.sku,
  title: line.title,
  variantTitle: null,
  quantity: editedUnits(session, order, line),
  editableQuantity: () => editableUnits(order, line) + editedUnits(session, order, line) - currentUnits(order, line),
  editableQuantityBeforeChanges: () => editableUnits(order, line),
  restocking: session.quantities.get(line.id)?.restock ?? false,
  restockable: line.inventoryItemId !== null,
  hasStagedLineItemDiscount: false,
  originalUnitPriceSet: () => moneyBag(line.unitPrice, currenciesOf(state, order)),
});

export const addedLineView = (state: StoreState, order: OrderRecord, item: AddedItem): View => ({
  __typename: "CalculatedLineItem",
  id: item.id,
  sku: null,
  title: item.title,
  variantTitle: null,
  quantity: item.quantity,
  editableQuantity: item.quantity,
  editableQuantityBeforeChanges: 0,
  restocking: false,
  restockable: false,
  hasStagedLineItemDiscount: false,
  originalUnitPriceSet: () => moneyBag(item.price, currenciesOf(state, order)),
});
