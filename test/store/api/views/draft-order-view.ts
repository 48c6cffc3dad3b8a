import { draftSubtotal, draftTotal, type DraftLineRecord, type DraftRecord } from "../../drafts/records.ts";
import { restId, type StoreState } from "../../state.ts";
import { connection, type PageArguments } from "../connection.ts";
import type { View } from "../view.ts";
import { purchasingCompanyView } from "./company-view.ts";
import { customerView } from "./customer-view.ts";
import { moneyBag } from "./money-view.ts";
import { orderView } from "./order-view.ts";
import { variantView } from "./product-view.ts";

/** An order in the making; taxes are counted when it is completed (assumed). */
export const draftOrderView = (state: StoreState, draft: DraftRecord): View => {
  const money = (minor: number) => moneyBag(minor, { shop: state.settings.currency, presentment: draft.currency });
  const customer = state.customers.get(draft.customerId ?? "");
  const order = state.orders.get(draft.orderId ?? "");
  return {
    __typename: "DraftOrder",
    id: draft.id,
    legacyResourceId: String(restId(draft.id)),
    name: draft.name,
    status: draft.status,
    createdAt: draft.createdAt.toISOString(),
    updatedAt: draft.updatedAt.toISOString(),
    completedAt: draft.completedAt?.toISOString() ?? null,
    invoiceSentAt: draft.invoiceSentAt?.toISOString() ?? null,
    invoiceUrl: `https://${state.settings.shop}/invoices/${restId(draft.id)}`,
    tags: [...draft.tags].sort(),
    note2: draft.note,
    email: draft.email,
    ready: true,
    currencyCode: state.settings.currency,
    presentmentCurrencyCode: draft.currency,
    taxesIncluded: state.settings.taxesIncluded,
    customer: () => (customer ? customerView(state, customer) : null),
    purchasingEntity: () =>
      purchasingCompanyView(state, draft.purchase) ?? (customer ? customerView(state, customer) : null),
    order: () => (order ? orderView(state, order) : null),
    appliedDiscount: draft.discountTerms && {
      __typename: "DraftOrderAppliedDiscount",
      ...draft.discountTerms,
      amountSet: money(draft.discount),
    },
    subtotalPriceSet: money(draftTotal(draft)),
    totalPriceSet: money(draftTotal(draft)),
    totalLineItemsPriceSet: money(draftSubtotal(draft)),
    totalDiscountsSet: money(draft.discount + draft.lines.reduce((sum, { discount }) => sum + discount, 0)),
    lineItems: (page: PageArguments) =>
      connection(
        {
          type: "DraftOrderLineItem",
          items: draft.lines,
          idOf: ({ id }) => id,
          view: (line) => lineView(state, line, money),
        },
        page,
      ),
  };
};

function lineView(state: StoreState, line: DraftLineRecord, money: (minor: number) => View): View {
  const product = line.sku === null ? undefined : state.productsBySku.get(line.sku);
  return {
    __typename: "DraftOrderLineItem",
    id: line.id,
    uuid: line.id,
    title: line.title,
    name: line.title,
    sku: line.sku,
    quantity: line.quantity,
    custom: line.sku === null,
    requiresShipping: line.requiresShipping,
    variant: () => (product ? variantView(state, product) : null),
    originalUnitPriceSet: money(line.unitPrice),
    originalTotalSet: money(line.unitPrice * line.quantity),
    totalDiscountSet: money(line.discount),
    discountedTotalSet: money(line.unitPrice * line.quantity - line.discount),
  };
}
