import { proportion } from "../../money.ts";
import { currentUnits, shippedUnits, unfulfilledUnits } from "../../order-figures.ts";
import type { LineGroupRecord, LineRecord, OrderRecord, StoreState } from "../../state.ts";
import { keptPositions, lineTotal, worthOf } from "../../units.ts";
import type { View } from "../view.ts";
import { moneyBag, type Currencies } from "./money-view.ts";
import { productView, variantView } from "./product-view.ts";

export const currenciesOf = (state: StoreState, order: OrderRecord): Currencies => ({
  shop: state.settings.currency,
  presentment: order.currency,
});

const groupView = (group: LineGroupRecord): View => ({
  __typename: "LineItemGroup",
  id: group.id,
  title: group.title,
  quantity: group.quantity,
  productId: group.productId,
  variantId: group.variantId,
  variantSku: group.sku,
  customAttributes: [],
});

export function taxLinesOf(line: LineRecord, currencies: Currencies): View[] {
  if (Number(line.taxRate) === 0) return [];
  const rate = Number(line.taxRate);
  const priceSet = () => moneyBag(line.tax, currencies);
  return [
    {
      __typename: "TaxLine",
      title: "Tax",
      rate,
      ratePercentage: rate * 100,
      source: "shop",
      channelLiable: false,
      priceSet,
    },
  ];
}

function discountAllocationsOf(line: LineRecord, currencies: Currencies): View[] {
  const amounts = [
    { amount: line.lineDiscount, targetSelection: "EXPLICIT" },
    { amount: line.orderDiscount, targetSelection: "ALL" },
  ];
  return amounts
    .filter(({ amount }) => amount > 0)
    .map(({ amount, targetSelection }) => ({
      __typename: "DiscountAllocation",
      allocatedAmountSet: moneyBag(amount, currencies),
      discountApplication: {
        __typename: "ManualDiscountApplication",
        index: 0,
        title: "Discount",
        allocationMethod: "ACROSS",
        targetSelection,
        targetType: "LINE_ITEM",
      },
    }));
}

/** One line of an order. Product and variant are null once they are deleted, as at Shopify. */
export function lineItemView(state: StoreState, order: OrderRecord, line: LineRecord): View {
  const product = state.products.get(line.productId ?? "");
  return {
    __typename: "LineItem",
    id: line.id,
    sku: line.sku,
    title: line.title,
    name: line.title,
    variantTitle: null,
    vendor: line.vendor,
    isGiftCard: line.isGiftCard,
    requiresShipping: line.requiresShipping,
    taxable: Number(line.taxRate) > 0,
    merchantEditable: true,
    restockable: product !== undefined && product.variant.tracked,
    customAttributes: [],
    duties: [],
    sellingPlan: null,
    lineItemGroup: line.group ? groupView(line.group) : null,
    variant: () => (product ? variantView(state, product) : null),
    product: () => (product ? productView(state, product) : null),
    ...quantityFields(order, line),
    ...moneyFields(state, order, line),
  };
}

const quantityFields = (order: OrderRecord, line: LineRecord) => ({
  quantity: line.quantity,
  currentQuantity: () => currentUnits(order, line),
  refundableQuantity: () => currentUnits(order, line),
  unfulfilledQuantity: () => unfulfilledUnits(order, line),
  nonFulfillableQuantity: () => line.quantity - shippedUnits(order, line) - unfulfilledUnits(order, line),
});

function moneyFields(state: StoreState, order: OrderRecord, line: LineRecord) {
  const currencies = currenciesOf(state, order);
  const total = lineTotal(line);
  const ofUnits = (amount: number) =>
    moneyBag(line.quantity === 0 ? 0 : proportion(amount, 1, line.quantity), currencies);
  return {
    originalUnitPriceSet: () => moneyBag(line.unitPrice, currencies),
    originalTotalSet: () => moneyBag(line.unitPrice * line.quantity, currencies),
    totalDiscountSet: () => moneyBag(line.lineDiscount, currencies),
    discountedTotalSet: () => moneyBag(line.unitPrice * line.quantity - line.lineDiscount, currencies),
    discountedUnitPriceSet: () => ofUnits(line.unitPrice * line.quantity - line.lineDiscount),
    discountedUnitPriceAfterAllDiscountsSet: () => ofUnits(total),
    priceAfterAllDiscountsBeforeTaxesSet: () => moneyBag(beforeTaxes(state, order, line), currencies),
    discountAllocations: () => discountAllocationsOf(line, currencies),
    taxLines: ({ first }: { first?: number | null }) => taxLinesOf(line, currencies).slice(0, first ?? undefined),
  };
}

/** Of the units that are neither refunded nor removed, without the tax that prices may contain. */
function beforeTaxes(state: StoreState, order: OrderRecord, line: LineRecord): number {
  const { subtotal, tax } = worthOf(line, keptPositions(order, line));
  return state.settings.taxesIncluded ? subtotal - tax : subtotal;
}
