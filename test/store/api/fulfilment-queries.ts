import type { FulfillmentOrderRecord } from "../fulfilment/records.ts";
import { findFulfillment, findFulfillmentOrder, type FoundFulfillmentOrder } from "../fulfilment/find.ts";
import { restId, type OrderRecord, type StoreState } from "../state.ts";
import { connection, type PageArguments } from "./connection.ts";
import { idTest, instantTest, searchFilter, textTest, type FieldTest } from "./search.ts";
import { NotInTheStore, type ApiContext, type View } from "./view.ts";
import { fulfillmentEventView, fulfillmentView } from "./views/fulfillment-view.ts";
import { fulfillmentOrderView, isOpenTo, visibleFulfillmentOrders } from "./views/fulfillment-order-view.ts";

type ListArguments = PageArguments & { query?: string | null; sortKey?: string | null; includeClosed?: boolean | null };

const isOver = ({ status }: FulfillmentOrderRecord): boolean =>
  status === "CLOSED" || status === "CANCELLED" || status === "INCOMPLETE";

const searchFields = (state: StoreState): Readonly<Record<string, FieldTest<FoundFulfillmentOrder>>> => ({
  id: ({ record }, term) => idTest(record.id, term.value, term.comparator),
  status: ({ record }, term) => textTest(record.status, term),
  updated_at: ({ record }, term) => instantTest(record.updatedAt, term, state.settings.timezone),
  assigned_location_id: ({ record }, { value }) => String(restId(record.locationId)) === restIdText(value),
});

/** A search may name a record by its number or by its GID. */
const restIdText = (value: string): string => /(\d+)$/.exec(value)?.[1] ?? value;

const isVisibleTo =
  (state: StoreState, context: ApiContext) =>
  ({ record }: FoundFulfillmentOrder): boolean =>
    isOpenTo(state, record, context);

const allOf = (order: OrderRecord): FoundFulfillmentOrder[] =>
  order.fulfillmentOrders.map((record) => ({ order, record }));

function page(state: StoreState, items: readonly FoundFulfillmentOrder[], { sortKey, ...args }: ListArguments): View {
  const sorts: Readonly<Record<string, (found: FoundFulfillmentOrder) => number>> = {
    ID: ({ record }) => restId(record.id),
    UPDATED_AT: ({ record }) => record.updatedAt.getTime(),
  };
  const sortBy = sorts[sortKey ?? "ID"];
  if (!sortBy) throw new NotInTheStore(`sorting by ${sortKey}`);
  return connection(
    {
      type: "FulfillmentOrder",
      items,
      idOf: ({ record }) => record.id,
      view: ({ order, record }) => fulfillmentOrderView(state, order, record),
      sortBy,
    },
    args,
  );
}

/** `Order.fulfillmentOrders`: `displayable` leaves out what the admin hides. */
export const fulfillmentOrdersOf =
  (state: StoreState, order: OrderRecord) =>
  ({ displayable, query, ...args }: ListArguments & { displayable?: boolean | null }, context: ApiContext): View => {
    const test = searchFilter(query, searchFields(state));
    const items = visibleFulfillmentOrders(state, order, context)
      .map((record) => ({ order, record }))
      .filter((found) => test(found) && !(displayable && found.record.isHidden));
    return page(state, items, args);
  };

/** The root fields of fulfilment. */
export const fulfilmentQueries = (state: StoreState) => ({
  fulfillmentOrder: ({ id }: { id: string }, context: ApiContext) => fulfillmentOrderNode(state, id, context),
  fulfillment: ({ id }: { id: string }) => fulfillmentNode(state, id),
  fulfillmentOrders: ({ query, includeClosed, ...args }: ListArguments, context: ApiContext) => {
    const test = searchFilter(query, searchFields(state));
    const items = [...state.orders.values()]
      .flatMap(allOf)
      .filter(isVisibleTo(state, context))
      .filter((found) => test(found) && (includeClosed === true || !isOver(found.record)));
    return page(state, items, args);
  },
  manualHoldsFulfillmentOrders: ({ query, ...args }: ListArguments, context: ApiContext) => {
    if (query) throw new NotInTheStore("searching held fulfillment orders");
    const items = [...state.orders.values()].flatMap(allOf).filter(isVisibleTo(state, context));
    return page(
      state,
      items.filter(({ record }) => record.status === "ON_HOLD"),
      args,
    );
  },
});

function fulfillmentOrderNode(state: StoreState, id: string, context: ApiContext): View | null {
  const found = findFulfillmentOrder(state, id);
  return found && isOpenTo(state, found.record, context)
    ? fulfillmentOrderView(state, found.order, found.record)
    : null;
}

function fulfillmentNode(state: StoreState, id: string): View | null {
  const found = findFulfillment(state, id);
  return found ? fulfillmentView(state, found.order, found.fulfillment) : null;
}

/** How `node` finds what belongs to fulfilment. */
export const FULFILMENT_FINDERS: Readonly<
  Record<string, (state: StoreState, id: string, context: ApiContext) => View | null>
> = {
  FulfillmentOrder: fulfillmentOrderNode,
  Fulfillment: fulfillmentNode,
  FulfillmentEvent: (state, id) => {
    const events = [...state.orders.values()].flatMap(({ fulfillments }) => fulfillments.flatMap((one) => one.events));
    const event = events.find((one) => one.id === id);
    return event ? fulfillmentEventView(event) : null;
  },
};
