import { placeOrder } from "../../acts/orders.ts";
import type { Purchase } from "../../companies/records.ts";
import {
  draftSubtotal,
  draftTotal,
  type DiscountTerms,
  type DraftLineRecord,
  type DraftRecord,
} from "../../drafts/records.ts";
import { proportion, toDecimal, toMinor } from "../../money.ts";
import type { StoreState } from "../../state.ts";
import { NotInTheStore, type View } from "../view.ts";
import { draftOrderView } from "../views/draft-order-view.ts";

interface DiscountInput {
  title?: string | null;
  description?: string | null;
  value: number;
  valueType: "PERCENTAGE" | "FIXED_AMOUNT";
}

interface LineInput {
  variantId?: string | null;
  title?: string | null;
  quantity: number;
  originalUnitPrice?: string | null;
  originalUnitPriceWithCurrency?: { amount: string } | null;
  priceOverride?: { amount: string } | null;
  requiresShipping?: boolean | null;
  appliedDiscount?: DiscountInput | null;
}

interface DraftInput {
  lineItems?: readonly LineInput[] | null;
  appliedDiscount?: DiscountInput | null;
  tags?: readonly string[] | null;
  note?: string | null;
  email?: string | null;
  customerId?: string | null;
  purchasingEntity?: {
    customerId?: string | null;
    purchasingCompany?: { companyId: string; companyLocationId: string; companyContactId: string } | null;
  } | null;
  presentmentCurrencyCode?: string | null;
  shippingAddress?: {
    countryCode?: string | null;
    provinceCode?: string | null;
    city?: string | null;
    zip?: string | null;
    firstName?: string | null;
    lastName?: string | null;
    company?: string | null;
    address1?: string | null;
    address2?: string | null;
    phone?: string | null;
  } | null;
  paymentTerms?: unknown;
  shippingLine?: unknown;
}

interface Problem {
  field: readonly string[] | null;
  message: string;
}

const payload = (type: string, view: (() => View) | null, problems: readonly Problem[] = []): View => ({
  __typename: type,
  draftOrder: view,
  userErrors: problems.map((one) => ({ __typename: "UserError", ...one })),
});

/** `draftOrderCreate`: products by variant or custom items; a discount on a line or on all, up to 100 percent. */
export function draftOrderCreate(state: StoreState, { input }: { input: DraftInput }): View {
  const type = "DraftOrderCreatePayload";
  if (input.paymentTerms || input.shippingLine) throw new NotInTheStore("payment terms or shipping of draft orders");
  const problems = [...lineProblems(state, input.lineItems ?? []), ...buyerProblems(state, input)];
  if (problems.length > 0) return payload(type, null, problems);
  const draft = newDraft(state, input);
  state.drafts.set(draft.id, draft);
  return payload(type, () => draftOrderView(state, draft));
}

function lineProblems(state: StoreState, lines: readonly LineInput[]): Problem[] {
  if (lines.length === 0) return [{ field: null, message: "Add at least 1 product" }];
  return lines.flatMap((line, index) => {
    const own = ["lineItems", String(index)];
    if (line.quantity < 1)
      return [{ field: [...own, "quantity"], message: "Quantity must be greater than or equal to 1" }];
    if (line.variantId) {
      const message = "Product with ID is no longer available.";
      return variantOf(state, line.variantId) ? [] : [{ field: [...own, "variantId"], message }];
    }
    if (!line.title) return [{ field: [...own, "title"], message: "Title can't be blank" }];
    return priceOf(line) === null ? [{ field: [...own, "originalUnitPrice"], message: "Price can't be blank" }] : [];
  });
}

function buyerProblems(state: StoreState, input: DraftInput): Problem[] {
  const { customerId, purchase } = buyerOf(input);
  if (customerId !== null && !state.customers.has(customerId))
    return [{ field: ["purchasingEntity", "customerId"], message: "Customer does not exist" }];
  if (!purchase) return [];
  const company = state.companies.get(purchase.companyId);
  const isThere =
    company?.locations.some(({ id }) => id === purchase.locationId) === true &&
    company.contacts.some(({ id }) => id === purchase.contactId);
  const message = "Purchasing company is not valid";
  return isThere ? [] : [{ field: ["purchasingEntity", "purchasingCompany"], message }];
}

function buyerOf({ customerId, purchasingEntity }: DraftInput): {
  customerId: string | null;
  purchase: Purchase | null;
} {
  const company = purchasingEntity?.purchasingCompany;
  if (!company) return { customerId: purchasingEntity?.customerId ?? customerId ?? null, purchase: null };
  const { companyId, companyLocationId, companyContactId } = company;
  return { customerId: null, purchase: { companyId, locationId: companyLocationId, contactId: companyContactId } };
}

const variantOf = (state: StoreState, id: string) =>
  [...state.products.values()].find(({ variant }) => variant.id === id);

const priceOf = (line: LineInput): string | null =>
  line.priceOverride?.amount ?? line.originalUnitPriceWithCurrency?.amount ?? line.originalUnitPrice ?? null;

function newDraft(state: StoreState, input: DraftInput): DraftRecord {
  const currency = input.presentmentCurrencyCode ?? state.settings.currency;
  const { customerId, purchase } = buyerOf(input);
  const contact = state.companies.get(purchase?.companyId ?? "")?.contacts.find(({ id }) => id === purchase?.contactId);
  const buyer = customerId ?? contact?.customerId ?? null;
  const now = state.now();
  const draft: DraftRecord = {
    id: state.ids.gid("DraftOrder"),
    name: `#D${state.drafts.size + 1}`,
    status: "OPEN",
    createdAt: now,
    updatedAt: now,
    completedAt: null,
    invoiceSentAt: null,
    currency,
    tags: [...(input.tags ?? [])],
    note: input.note ?? null,
    email: input.email ?? state.customers.get(buyer ?? "")?.email ?? null,
    customerId: buyer,
    purchase,
    shipTo: addressOf(input.shippingAddress),
    lines: (input.lineItems ?? []).map((line) => draftLine(state, line, currency)),
    discount: 0,
    discountTerms: termsOf(input.appliedDiscount),
    orderId: null,
  };
  draft.discount = amountOff(input.appliedDiscount, draftSubtotal(draft), currency);
  return draft;
}

function draftLine(state: StoreState, line: LineInput, currency: string): DraftLineRecord {
  const product = line.variantId ? variantOf(state, line.variantId) : undefined;
  // A variant's own price wins over a given one, unless it is overridden (schema, `originalUnitPrice`).
  const price = product && !line.priceOverride ? product.variant.price : (priceOf(line) ?? "0");
  const unitPrice = toMinor(price, currency);
  return {
    id: state.ids.gid("DraftOrderLineItem"),
    sku: product?.variant.sku ?? null,
    title: product?.title ?? line.title ?? "",
    quantity: line.quantity,
    unitPrice,
    discount: amountOff(line.appliedDiscount, unitPrice * line.quantity, currency),
    requiresShipping: product?.variant.requiresShipping ?? line.requiresShipping ?? true,
  };
}

const termsOf = (input: DiscountInput | null | undefined): DiscountTerms | null =>
  input
    ? {
        title: input.title ?? "",
        description: input.description ?? "",
        value: input.value,
        valueType: input.valueType,
      }
    : null;

const STEPS = 10_000;

/** Never more than there is. */
function amountOff(input: DiscountInput | null | undefined, base: number, currency: string): number {
  if (!input) return 0;
  if (input.valueType === "FIXED_AMOUNT") return Math.min(toMinor(String(input.value), currency), base);
  return Math.min(proportion(base, Math.round(input.value * STEPS), 100 * STEPS), base);
}

const addressOf = (input: DraftInput["shippingAddress"]): DraftRecord["shipTo"] =>
  input
    ? {
        ...(input.countryCode ? { country: input.countryCode } : {}),
        ...(input.provinceCode ? { province: input.provinceCode } : {}),
        ...(input.city ? { city: input.city } : {}),
        ...(input.zip ? { zip: input.zip } : {}),
        ...(input.address1 ? { address1: input.address1 } : {}),
        ...(input.phone ? { phone: input.phone } : {}),
        ...(input.firstName || input.lastName
          ? { name: [input.firstName, input.lastName].filter(Boolean).join(" ") }
          : {}),
      }
    : null;

interface CompleteArguments {
  id: string;
  paymentPending?: boolean | null;
}

/** `draftOrderComplete`: an order like any other, paid unless it is to be paid later. A draft is completed once. */
export function draftOrderComplete(state: StoreState, { id, paymentPending }: CompleteArguments): View {
  const type = "DraftOrderCompletePayload";
  const draft = state.drafts.get(id);
  if (!draft) return payload(type, null, [{ field: ["id"], message: "Draft order does not exist" }]);
  if (draft.status === "COMPLETED")
    return payload(type, null, [{ field: ["id"], message: "This order has been paid" }]);
  const customer = state.customers.get(draft.customerId ?? "");
  draft.orderId = placeOrder(state, {
    name: nextOrderName(state),
    customer: customer ? { name: customer.name } : null,
    channel: "draft",
    ...(customer ? { locale: customer.locale } : {}),
    ...(draft.shipTo ? { shipTo: draft.shipTo } : {}),
    lines: draft.lines.map(({ sku, title, quantity, unitPrice, discount, requiresShipping }) => ({
      ...(sku === null ? { title, requiresShipping } : { sku }),
      quantity,
      price: toDecimal(unitPrice, draft.currency),
      discount: toDecimal(discount, draft.currency),
    })),
    discount: toDecimal(draft.discount, draft.currency),
    currency: draft.currency,
    paid: paymentPending !== true,
    tags: draft.tags,
    ...(draft.note === null ? {} : { note: draft.note }),
    ...(draft.purchase ? { purchase: draft.purchase } : {}),
  });
  draft.status = "COMPLETED";
  draft.completedAt = state.now();
  draft.updatedAt = state.now();
  return payload(type, () => draftOrderView(state, draft));
}

function nextOrderName(state: StoreState): string {
  const numbers = [...state.ordersByName.keys()].map((name) => Number(/\d+$/.exec(name)?.[0] ?? 0));
  return `#${Math.max(1000, ...numbers) + 1}`;
}

interface SendArguments {
  id: string;
  email?: { to?: string | null } | null;
}

/** `draftOrderInvoiceSend`: a link to pay by, to the address given or the draft's own. */
export function draftOrderInvoiceSend(state: StoreState, { id, email }: SendArguments): View {
  const type = "DraftOrderInvoiceSendPayload";
  const draft = state.drafts.get(id);
  if (!draft) return payload(type, null, [{ field: ["id"], message: "Draft order does not exist" }]);
  if (draft.status === "COMPLETED")
    return payload(type, null, [{ field: ["id"], message: "Draft order is completed" }]);
  const to = email?.to ?? draft.email;
  if (!to) return payload(type, null, [{ field: ["email", "to"], message: "To can't be blank" }]);
  draft.status = "INVOICE_SENT";
  draft.invoiceSentAt = state.now();
  draft.updatedAt = state.now();
  const amount = toDecimal(draftTotal(draft), draft.currency);
  state.invoices.push({ id: state.ids.gid("BasicEvent"), of: draft.id, to, amount, sentAt: state.now() });
  return payload(type, () => draftOrderView(state, draft));
}
