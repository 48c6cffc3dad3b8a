import { financialStatus, fulfillmentStatus, totalsOf, type OrderTotals } from "../../order-figures.ts";
import { locationNamed, restId, type OrderRecord, type StoreState } from "../../state.ts";
import type { ReturnRecord } from "../../returns/records.ts";
import { returnStatusOf } from "../../returns/figures.ts";
import { connection, type PageArguments } from "../connection.ts";
import { fulfillmentOrdersOf } from "../fulfilment-queries.ts";
import { NotInTheStore, type ApiContext, type View } from "../view.ts";
import { addressView, customerView } from "./customer-view.ts";
import { purchasingCompanyView } from "./company-view.ts";
import { fulfillmentView } from "./fulfillment-view.ts";
import { locationView } from "./inventory-view.ts";
import { currenciesOf, lineItemView, taxLinesOf } from "./line-item-view.ts";
import { metafieldFields } from "./metafield-view.ts";
import { moneyBag } from "./money-view.ts";
import { refundView } from "./refund-view.ts";
import { returnView } from "./return-view.ts";
import { suggestedRefundField } from "./suggested-refund-view.ts";
import { transactionView } from "./transaction-view.ts";

const DAY = 86_400_000;
const VISIBLE_DAYS = 60;

/** Without `read_all_orders` an app sees the orders of the last 60 days (SHOPIFY.md 7.6). */
export const isVisible = (state: StoreState, order: OrderRecord, { scopes }: ApiContext): boolean =>
  scopes.has("read_all_orders") || order.createdAt.getTime() >= state.now().getTime() - VISIBLE_DAYS * DAY;

/** What `sourceName`, `app` and `publication` say of how an order came (ids of publications are Shopify's to give; assumed). */
export const CHANNELS = {
  online: {
    sourceName: "web",
    app: { id: "gid://shopify/OrderApp/580111", name: "Online Store" },
    publication: "gid://shopify/Publication/1",
  },
  pos: {
    sourceName: "pos",
    app: { id: "gid://shopify/OrderApp/129785", name: "Point of Sale" },
    publication: "gid://shopify/Publication/2",
  },
  draft: {
    sourceName: "shopify_draft_order",
    app: { id: "gid://shopify/OrderApp/1354745", name: "Draft Orders" },
    publication: null,
  },
} as const;

/** An order, as the Admin API shows it. */
export const orderView = (state: StoreState, order: OrderRecord): View => ({
  __typename: "Order",
  ...plainFields(order),
  ...statusFields(state, order),
  ...peopleFields(state, order),
  ...listFields(state, order),
  ...moneyFields(state, order),
  ...metafieldFields(state, order.id),
});

const plainFields = (order: OrderRecord) => ({
  id: order.id,
  legacyResourceId: String(restId(order.id)),
  name: order.name,
  number: Number(/\d+$/.exec(order.name)?.[0] ?? restId(order.id)),
  createdAt: order.createdAt.toISOString(),
  processedAt: order.processedAt.toISOString(),
  updatedAt: order.updatedAt.toISOString(),
  cancelledAt: order.cancelledAt?.toISOString() ?? null,
  cancelReason: order.cancelReason,
  closed: order.closedAt !== null,
  closedAt: order.closedAt?.toISOString() ?? null,
  confirmed: true,
  test: false,
  edited: order.edited,
  tags: [...order.tags].sort(),
  note: order.note,
  poNumber: null,
  customAttributes: [],
  presentmentCurrencyCode: order.currency,
  customerLocale: order.locale,
  requiresShipping: order.lines.some(({ requiresShipping }) => requiresShipping),
  dutiesIncluded: false,
  returnStatus: () => returnStatusOf(order),
});

const statusFields = (state: StoreState, order: OrderRecord) => {
  const { sourceName, app, publication } = CHANNELS[order.channel];
  const { taxesIncluded, currency } = state.settings;
  return {
    taxesIncluded,
    // The order's own currency is the shop's; what the customer saw is the presentment currency.
    currencyCode: currency,
    displayFinancialStatus: () => financialStatus(order, taxesIncluded),
    displayFulfillmentStatus: () => fulfillmentStatus(order),
    fullyPaid: () => totalsOf(order, taxesIncluded).outstanding <= 0,
    unpaid: () => totalsOf(order, taxesIncluded).received === 0,
    merchantEditable: order.cancelledAt === null,
    sourceName,
    app: { __typename: "OrderApp", ...app },
    publication: publication === null ? null : { __typename: "Publication", id: publication },
    // Where it was sold over the counter: the first location (assumed).
    retailLocation: () => (order.channel === "pos" ? locationView(state, locationNamed(state)) : null),
    paymentTerms: () => paymentTermsView(state, order),
  };
};

function paymentTermsView(state: StoreState, { paymentTerms: terms, ...order }: OrderRecord): View | null {
  if (!terms) return null;
  const isOpen = totalsOf({ ...order, paymentTerms: terms }, state.settings.taxesIncluded).outstanding > 0;
  const isOver = state.now() > terms.dueAt;
  return {
    __typename: "PaymentTerms",
    id: terms.id,
    due: isOpen && state.now() >= terms.dueAt,
    overdue: isOpen && isOver,
    dueInDays: terms.dueInDays,
    paymentTermsName: `Net ${terms.dueInDays}`,
    translatedName: `Net ${terms.dueInDays}`,
    paymentTermsType: "NET",
  };
}

const peopleFields = (state: StoreState, order: OrderRecord) => {
  const customer = state.customers.get(order.customerId ?? "");
  return {
    customer: () => (customer ? customerView(state, customer) : null),
    email: customer?.email ?? null,
    phone: customer?.phone ?? null,
    purchasingEntity: () =>
      purchasingCompanyView(state, order.purchase) ?? (customer ? customerView(state, customer) : null),
    shippingAddress: () => (order.shippingAddress ? addressView(order.shippingAddress) : null),
    billingAddress: () => (order.billingAddress ? addressView(order.billingAddress) : null),
  };
};

const listFields = (state: StoreState, order: OrderRecord) => ({
  lineItems: (page: PageArguments) =>
    connection(
      { type: "LineItem", items: order.lines, idOf: ({ id }) => id, view: (line) => lineItemView(state, order, line) },
      page,
    ),
  fulfillmentOrders: fulfillmentOrdersOf(state, order),
  fulfillments: ({ first, query }: { first?: number | null; query?: string | null }) => {
    if (query) throw new NotInTheStore("searching an order's fulfillments");
    return order.fulfillments.slice(0, first ?? undefined).map((one) => fulfillmentView(state, order, one));
  },
  refunds: ({ first }: { first?: number | null }) =>
    order.refunds.slice(0, first ?? undefined).map((one) => refundView(state, order, one)),
  returns: ({ query, ...page }: PageArguments & { query?: string | null }) => {
    if (query) throw new NotInTheStore("searching an order's returns");
    const view = (record: ReturnRecord) => returnView(state, order, record);
    return connection({ type: "Return", items: order.returns, idOf: ({ id }) => id, view }, page);
  },
  transactions: ({ first }: { first?: number | null }) =>
    order.transactions.slice(0, first ?? undefined).map((one) => transactionView(state, order, one)),
  shippingLine: () => (order.shipping ? shippingLineView(state, order, order.shipping) : null),
  shippingLines: (page: PageArguments) =>
    connection(
      {
        type: "ShippingLine",
        items: order.shipping ? [order.shipping] : [],
        idOf: ({ id }) => id,
        view: (one) => shippingLineView(state, order, one),
      },
      page,
    ),
  disputes: () =>
    order.disputes.map(({ id }) => ({
      __typename: "OrderDisputeSummary",
      id,
      initiatedAs: "CHARGEBACK",
      status: "LOST",
    })),
  events: ({ query, sortKey, ...page }: PageArguments & { query?: string | null; sortKey?: string | null }) => {
    if (query || (sortKey && sortKey !== "ID")) throw new NotInTheStore("searching or sorting an order's events");
    return mailEvents(state, order, page);
  },
  suggestedRefund: suggestedRefundField(state, order),
  taxLines: () => order.lines.flatMap((line) => taxLinesOf(line, currenciesOf(state, order))),
});

/** Of an order's events only the mails that an app had sent for it: nothing else is told here. */
const mailEvents = (state: StoreState, order: OrderRecord, page: PageArguments): View =>
  connection(
    {
      type: "Event",
      items: state.invoices.filter((invoice) => invoice.of === order.id),
      idOf: ({ id }) => id,
      view: ({ id, sentAt }) => ({
        __typename: "BasicEvent",
        id,
        action: "mail_sent",
        message: "Invoice email was sent to the customer.",
        attributeToApp: true,
        attributeToUser: false,
        createdAt: sentAt.toISOString(),
        criticalAlert: false,
      }),
    },
    page,
  );

export function shippingLineView(
  state: StoreState,
  order: OrderRecord,
  { id, title, price }: NonNullable<OrderRecord["shipping"]>,
): View {
  const money = (amount: number) => moneyBag(amount, currenciesOf(state, order));
  return {
    __typename: "ShippingLine",
    id,
    title,
    code: title,
    source: "shopify",
    custom: false,
    isRemoved: false,
    carrierIdentifier: null,
    originalPriceSet: money(price),
    discountedPriceSet: money(price),
    currentDiscountedPriceSet: money(totalsOf(order, state.settings.taxesIncluded).shippingLeft),
    discountAllocations: [],
    taxLines: [],
  };
}

const moneyFields = (state: StoreState, order: OrderRecord) => {
  const bag = (pick: (totals: OrderTotals) => number) => () =>
    moneyBag(pick(totalsOf(order, state.settings.taxesIncluded)), currenciesOf(state, order));
  return {
    subtotalPriceSet: bag(({ subtotal }) => subtotal),
    totalDiscountsSet: bag(({ discounts }) => discounts),
    totalTaxSet: bag(({ tax }) => tax),
    totalShippingPriceSet: bag(({ shipping }) => shipping),
    totalPriceSet: bag(({ total }) => total),
    originalTotalPriceSet: bag(({ total }) => total),
    currentSubtotalPriceSet: bag(({ currentSubtotal }) => currentSubtotal),
    currentTotalTaxSet: bag(({ currentTax }) => currentTax),
    currentTotalPriceSet: bag(({ currentTotal }) => currentTotal),
    totalReceivedSet: bag(({ received }) => received),
    totalRefundedSet: bag(({ refunded }) => refunded),
    totalOutstandingSet: bag(({ outstanding }) => outstanding),
    totalRefundedShippingSet: bag(({ shipping, shippingLeft }) => shipping - shippingLeft),
    refundDiscrepancySet: () =>
      moneyBag(
        order.refunds.reduce((sum, { discrepancy }) => sum - discrepancy, 0),
        currenciesOf(state, order),
      ),
    currentTotalAdditionalFeesSet: () => null,
    netPaymentSet: bag(({ received, refunded }) => received - refunded),
  };
};
