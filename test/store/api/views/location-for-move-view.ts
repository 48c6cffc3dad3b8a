import { isStockedAt } from "../../fulfilment/move.ts";
import type { FulfillmentOrderLine, FulfillmentOrderRecord } from "../../fulfilment/records.ts";
import { lineOf, type LocationRecord, type OrderRecord, type StoreState } from "../../state.ts";
import { connection, type PageArguments } from "../connection.ts";
import { NotInTheStore, type View } from "../view.ts";
import { fulfillmentOrderLineView } from "./fulfillment-order-view.ts";
import { locationView } from "./inventory-view.ts";

interface MovePage extends PageArguments {
  query?: string | null;
  lineItemIds?: readonly string[] | null;
  locationIds?: readonly string[] | null;
}

/** Every other place, and which lines it stocks: it can take the fulfillment order when it stocks one (assumed). */
export const locationsForMove =
  (state: StoreState, order: OrderRecord, record: FulfillmentOrderRecord) =>
  ({ query, lineItemIds, locationIds, ...page }: MovePage): View => {
    if (query) throw new NotInTheStore("searching the locations for a move");
    const lines = record.lines.filter(({ id }) => !lineItemIds || lineItemIds.length === 0 || lineItemIds.includes(id));
    const items = [...state.locations.values()].filter(
      ({ id }) => id !== record.locationId && (!locationIds || locationIds.includes(id)),
    );
    const view = (location: LocationRecord) => locationForMoveView(state, order, { location, lines });
    return connection({ type: "FulfillmentOrderLocationForMove", items, idOf: ({ id }) => id, view }, page);
  };

function locationForMoveView(
  state: StoreState,
  order: OrderRecord,
  { location, lines }: { location: LocationRecord; lines: readonly FulfillmentOrderLine[] },
): View {
  const isStocked = ({ lineItemId }: FulfillmentOrderLine): boolean =>
    isStockedAt(state, lineOf(order, lineItemId), location.id);
  const available = lines.filter(isStocked);
  const unavailable = lines.filter((line) => !isStocked(line));
  const view = (line: FulfillmentOrderLine) => fulfillmentOrderLineView(state, order, line);
  const list = (items: FulfillmentOrderLine[]) => (page: PageArguments) =>
    connection({ type: "FulfillmentOrderLineItem", items, idOf: ({ id }) => id, view }, page);
  return {
    __typename: "FulfillmentOrderLocationForMove",
    location: () => locationView(state, location),
    movable: available.length > 0,
    message: available.length > 0 ? null : "No items are stocked at this location.",
    availableLineItems: list(available),
    availableLineItemsCount: countView(available),
    unavailableLineItems: list(unavailable),
    unavailableLineItemsCount: countView(unavailable),
  };
}

const countView = ({ length }: readonly unknown[]): View => ({
  __typename: "Count",
  count: length,
  precision: "EXACT",
});
