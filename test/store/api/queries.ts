import {
  restId,
  type CustomerRecord,
  type LocationRecord,
  type OrderRecord,
  type ProductRecord,
  type StoreState,
} from "../state.ts";
import type { DraftRecord } from "../drafts/records.ts";
import { currentUnits, financialStatus, fulfillmentStatus } from "../order-figures.ts";
import { BULK_FINDERS, bulkQueries } from "./bulk-queries.ts";
import { returnStatusOf } from "../returns/figures.ts";
import { connection, type PageArguments, type SortValue } from "./connection.ts";
import { FULFILMENT_FINDERS, fulfilmentQueries } from "./fulfilment-queries.ts";
import { INVENTORY_FINDERS, inventoryQueries } from "./inventory-queries.ts";
import { DEFAULT_FIELD, idTest, instantTest, searchFilter, textTest, type FieldTest } from "./search.ts";
import { RETURN_FINDERS, returnQueries } from "./return-queries.ts";
import { NotInTheStore, type ApiContext, type View } from "./view.ts";
import { calculatedOrderView } from "./views/calculated-order-view.ts";
import { companyLocationView, companyView, contactView } from "./views/company-view.ts";
import { customerView } from "./views/customer-view.ts";
import { draftOrderView } from "./views/draft-order-view.ts";
import { inventoryItemView, locationView } from "./views/inventory-view.ts";
import { lineItemView } from "./views/line-item-view.ts";
import { isVisible, orderView } from "./views/order-view.ts";
import { productView, variantView } from "./views/product-view.ts";
import { refundView } from "./views/refund-view.ts";
import { installationView, shopView } from "./views/shop-view.ts";

type ListArguments = PageArguments & { query?: string | null; sortKey?: string | null };

/** The root fields of queries. */
export const queryRoot = (state: StoreState) => ({
  shop: () => shopView(state),
  currentAppInstallation: () => installationView(state),
  order: ({ id }: { id: string }, context: ApiContext) => node(state, id, { context, type: "Order" }),
  product: ({ id }: { id: string }, context: ApiContext) => node(state, id, { context, type: "Product" }),
  productVariant: ({ id }: { id: string }, context: ApiContext) => node(state, id, { context, type: "ProductVariant" }),
  customer: ({ id }: { id: string }, context: ApiContext) => node(state, id, { context, type: "Customer" }),
  inventoryItem: ({ id }: { id: string }, context: ApiContext) => node(state, id, { context, type: "InventoryItem" }),
  location: ({ id }: { id?: string | null }, context: ApiContext) =>
    node(state, id ?? [...state.locations.keys()][0] ?? "", { context, type: "Location" }),
  refund: ({ id }: { id: string }, context: ApiContext) => node(state, id, { context, type: "Refund" }),
  return: ({ id }: { id: string }, context: ApiContext) => node(state, id, { context, type: "Return" }),
  returnableFulfillment: ({ id }: { id: string }, context: ApiContext) =>
    node(state, id, { context, type: "ReturnableFulfillment" }),
  reverseFulfillmentOrder: ({ id }: { id: string }, context: ApiContext) =>
    node(state, id, { context, type: "ReverseFulfillmentOrder" }),
  reverseDelivery: ({ id }: { id: string }, context: ApiContext) =>
    node(state, id, { context, type: "ReverseDelivery" }),
  draftOrders: (page: ListArguments) => draftOrders(state, page),
  draftOrder: ({ id }: { id: string }, context: ApiContext) => node(state, id, { context, type: "DraftOrder" }),
  company: ({ id }: { id: string }, context: ApiContext) => node(state, id, { context, type: "Company" }),
  companyContact: ({ id }: { id: string }, context: ApiContext) => node(state, id, { context, type: "CompanyContact" }),
  companyLocation: ({ id }: { id: string }, context: ApiContext) =>
    node(state, id, { context, type: "CompanyLocation" }),
  ...returnQueries(state),
  node: ({ id }: { id: string }, context: ApiContext) => node(state, id, { context }),
  nodes: ({ ids }: { ids: readonly string[] }, context: ApiContext) => ids.map((id) => node(state, id, { context })),
  orders: (page: ListArguments, context: ApiContext) => orders(state, page, context),
  ordersCount: ({ query }: { query?: string | null }, context: ApiContext): View => ({
    __typename: "Count",
    count: visibleOrders(state, context).filter(searchFilter(query, orderFields(state))).length,
    precision: "EXACT",
  }),
  products: (page: ListArguments) => products(state, page),
  productsCount: ({ query }: { query?: string | null }): View => ({
    __typename: "Count",
    count: [...state.products.values()].filter(searchFilter(query, productFields(state))).length,
    precision: "EXACT",
  }),
  locations: (page: ListArguments) => locations(state, page),
  ...fulfilmentQueries(state),
  ...inventoryQueries(state),
  ...bulkQueries(state),
  customers: (page: ListArguments) => customers(state, page),
});

const visibleOrders = (state: StoreState, context: ApiContext): OrderRecord[] =>
  [...state.orders.values()].filter((order) => isVisible(state, order, context));

/** How each type is found by its GID. A type that is not here fails; an id that is not there is null. */
const FINDERS: Readonly<Record<string, (state: StoreState, id: string, context: ApiContext) => View | null>> = {
  ...RETURN_FINDERS,
  DraftOrder: (state, id) => viewOf(state.drafts.get(id), (draft) => draftOrderView(state, draft)),
  Company: (state, id) => viewOf(state.companies.get(id), (company) => companyView(state, company)),
  CompanyContact: (state, id) => {
    const company = [...state.companies.values()].find(({ contacts }) => contacts.some((one) => one.id === id));
    const contact = company?.contacts.find((one) => one.id === id);
    return company && contact ? contactView(state, company, contact) : null;
  },
  CompanyLocation: (state, id) => {
    const company = [...state.companies.values()].find(({ locations }) => locations.some((one) => one.id === id));
    const location = company?.locations.find((one) => one.id === id);
    return company && location ? companyLocationView(state, company, location) : null;
  },
  Order: (state, id, context) => {
    const order = state.orders.get(id);
    return order && isVisible(state, order, context) ? orderView(state, order) : null;
  },
  Product: (state, id) => viewOf(state.products.get(id), (product) => productView(state, product)),
  ProductVariant: (state, id) =>
    viewOf(
      productWith(state, ({ variant }) => variant.id === id),
      (one) => variantView(state, one),
    ),
  InventoryItem: (state, id) =>
    viewOf(
      productWith(state, ({ variant }) => variant.inventoryItemId === id),
      ({ variant }) => inventoryItemView(state, variant),
    ),
  Customer: (state, id) => viewOf(state.customers.get(id), (customer) => customerView(state, customer)),
  Location: (state, id) => viewOf(state.locations.get(id), (location) => locationView(state, location)),
  LineItem: (state, id, context) =>
    ofOrder(state, context, (order) =>
      viewOf(
        order.lines.find((one) => one.id === id),
        (line) => lineItemView(state, order, line),
      ),
    ),
  CalculatedOrder: (state, id) => {
    const session = state.edits.get(id);
    const order = session && state.orders.get(session.orderId);
    return session && order ? calculatedOrderView(state, order, session) : null;
  },
  ...FULFILMENT_FINDERS,
  ...INVENTORY_FINDERS,
  ...BULK_FINDERS,
  Refund: (state, id, context) =>
    ofOrder(state, context, (order) =>
      viewOf(
        order.refunds.find((one) => one.id === id),
        (one) => refundView(state, order, one),
      ),
    ),
};

const viewOf = <Item>(item: Item | undefined, view: (item: Item) => View): View | null =>
  item === undefined ? null : view(item);

const productWith = (state: StoreState, test: (product: ProductRecord) => boolean): ProductRecord | undefined =>
  [...state.products.values()].find(test);

function ofOrder(state: StoreState, context: ApiContext, find: (order: OrderRecord) => View | null): View | null {
  for (const order of visibleOrders(state, context)) {
    const found = find(order);
    if (found) return found;
  }
  return null;
}

function node(state: StoreState, id: string, { context, type }: { context: ApiContext; type?: string }): View | null {
  const named = /^gid:\/\/shopify\/(\w+)\/[^/]+$/.exec(id)?.[1];
  if (named === undefined || (type !== undefined && named !== type)) return null;
  const find = Object.hasOwn(FINDERS, named) ? FINDERS[named] : undefined;
  if (!find) throw new NotInTheStore(`node of type ${named}`);
  return find(state, id, context);
}

const ORDER_KEYS: Readonly<Record<string, (order: OrderRecord) => SortValue>> = {
  ID: ({ id }) => restId(id),
  CREATED_AT: ({ createdAt }) => createdAt.getTime(),
  UPDATED_AT: ({ updatedAt }) => updatedAt.getTime(),
  PROCESSED_AT: ({ processedAt }) => processedAt.getTime(),
  ORDER_NUMBER: ({ name }) => Number(/\d+$/.exec(name)?.[0] ?? 0),
};

const orderFields = (state: StoreState): Readonly<Record<string, FieldTest<OrderRecord>>> => {
  const { timezone, taxesIncluded } = state.settings;
  return {
    created_at: ({ createdAt }, term) => instantTest(createdAt, term, timezone),
    updated_at: ({ updatedAt }, term) => instantTest(updatedAt, term, timezone),
    processed_at: ({ processedAt }, term) => instantTest(processedAt, term, timezone),
    id: ({ id }, term) => idTest(id, term.value, term.comparator),
    name: ({ name }, { value }) => name.replace(/^#/, "") === value.replace(/^#/, ""),
    tag: ({ tags }, term) => tags.some((tag) => textTest(tag, term)),
    sku: ({ lines }, term) => lines.some(({ sku }) => textTest(sku, term)),
    customer_id: ({ customerId }, { value }) => customerId !== null && String(restId(customerId)) === value,
    status: (order, { value }) => statusTest(order, value),
    financial_status: (order, { value }) => financialStatus(order, taxesIncluded).toLowerCase() === value,
    fulfillment_status: (order, { value }) => fulfillmentTest(order, value),
    return_status: (order, { value }) => returnStatusOf(order).toLowerCase() === value,
  };
};

function statusTest({ cancelledAt, closedAt }: OrderRecord, value: string): boolean {
  switch (value) {
    case "any":
      return true;
    case "open":
      return closedAt === null;
    case "cancelled":
      return cancelledAt !== null;
    case "closed":
      return closedAt !== null;
    default:
      throw new NotInTheStore(`searching orders by status:${value}`);
  }
}

function fulfillmentTest(order: OrderRecord, value: string): boolean {
  const names: Readonly<Record<string, string>> = {
    unfulfilled: "UNFULFILLED",
    partial: "PARTIALLY_FULFILLED",
    fulfilled: "FULFILLED",
    shipped: "FULFILLED",
    on_hold: "ON_HOLD",
  };
  const wanted = names[value];
  if (wanted === undefined) throw new NotInTheStore(`searching orders by fulfillment_status:${value}`);
  return fulfillmentStatus(order) === wanted && order.lines.some((line) => currentUnits(order, line) > 0);
}

function orders(state: StoreState, { query, sortKey, ...page }: ListArguments, context: ApiContext): View {
  const items = visibleOrders(state, context).filter(searchFilter(query, orderFields(state)));
  const view = (order: OrderRecord) => orderView(state, order);
  return connection(
    { type: "Order", items, idOf: ({ id }) => id, view, sortBy: sortOf(ORDER_KEYS, sortKey ?? "PROCESSED_AT") },
    page,
  );
}

function sortOf<Item>(
  keys: Readonly<Record<string, (item: Item) => SortValue>>,
  key: string,
): (item: Item) => SortValue {
  const sort = keys[key];
  if (!sort) throw new NotInTheStore(`sorting by ${key}`);
  return sort;
}

const PRODUCT_KEYS: Readonly<Record<string, (product: ProductRecord) => SortValue>> = {
  ID: ({ id }) => restId(id),
  TITLE: ({ title }) => title,
  CREATED_AT: ({ createdAt }) => createdAt.getTime(),
  UPDATED_AT: ({ updatedAt }) => updatedAt.getTime(),
};

function productFields(state: StoreState): Readonly<Record<string, FieldTest<ProductRecord>>> {
  const { timezone } = state.settings;
  return {
    created_at: ({ createdAt }, term) => instantTest(createdAt, term, timezone),
    updated_at: ({ updatedAt }, term) => instantTest(updatedAt, term, timezone),
    id: ({ id }, term) => idTest(id, term.value, term.comparator),
    title: ({ title }, term) => textTest(title, term),
    sku: ({ variant }, term) => textTest(variant.sku, term),
    tag: ({ tags }, term) => tags.some((tag) => textTest(tag, term)),
    vendor: ({ vendor }, term) => textTest(vendor, term),
    product_type: ({ productType }, term) => textTest(productType, term),
    status: ({ status }, term) => textTest(status, term),
  };
}

function products(state: StoreState, { query, sortKey, ...page }: ListArguments): View {
  const items = [...state.products.values()].filter(searchFilter(query, productFields(state)));
  const view = (product: ProductRecord) => productView(state, product);
  return connection(
    { type: "Product", items, idOf: ({ id }) => id, view, sortBy: sortOf(PRODUCT_KEYS, sortKey ?? "ID") },
    page,
  );
}

const DRAFT_KEYS: Readonly<Record<string, (draft: DraftRecord) => SortValue>> = {
  ID: ({ id }) => restId(id),
  NUMBER: ({ name }) => name,
  UPDATED_AT: ({ updatedAt }) => updatedAt.getTime(),
};

function draftOrders(state: StoreState, { query, sortKey, ...page }: ListArguments): View {
  if (query) throw new NotInTheStore("searching draft orders");
  const items = [...state.drafts.values()];
  const view = (draft: DraftRecord) => draftOrderView(state, draft);
  return connection(
    { type: "DraftOrder", items, idOf: ({ id }) => id, view, sortBy: sortOf(DRAFT_KEYS, sortKey ?? "ID") },
    page,
  );
}

function locations(state: StoreState, { query, sortKey, ...page }: ListArguments): View {
  if (query) throw new NotInTheStore("searching locations");
  const items = [...state.locations.values()];
  const keys: Readonly<Record<string, (location: LocationRecord) => SortValue>> = {
    NAME: ({ name }) => name,
    ID: ({ id }) => restId(id),
  };
  const view = (location: LocationRecord) => locationView(state, location);
  return connection(
    { type: "Location", items, idOf: ({ id }) => id, view, sortBy: sortOf(keys, sortKey ?? "NAME") },
    page,
  );
}

/** A word is found at the beginning of any word of the name, of the e-mail, or within the telephone number. */
function isNamed({ name, email, phone }: CustomerRecord, word: string): boolean {
  const wanted = word.toLowerCase();
  const words = [...name.split(/\s+/), email ?? ""].map((one) => one.toLowerCase());
  return words.some((one) => one.startsWith(wanted)) || (/^\+?\d{6,}$/.test(word) && (phone ?? "").includes(word));
}

function customers(state: StoreState, { query, sortKey, ...page }: ListArguments): View {
  const fields: Readonly<Record<string, FieldTest<CustomerRecord>>> = {
    [DEFAULT_FIELD]: (customer, { value }) => isNamed(customer, value),
    id: ({ id }, term) => idTest(id, term.value, term.comparator),
    email: ({ email }, term) => textTest(email, term),
    phone: ({ phone }, term) => textTest(phone, term),
  };
  const items = [...state.customers.values()].filter(searchFilter(query, fields));
  const keys = { ID: ({ id }: CustomerRecord) => restId(id) };
  const view = (customer: CustomerRecord) => customerView(state, customer);
  return connection(
    { type: "Customer", items, idOf: ({ id }) => id, view, sortBy: sortOf(keys, sortKey ?? "ID") },
    page,
  );
}
