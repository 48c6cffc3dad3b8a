import { proportion, spread, taxOn, toMinor } from "../money.ts";
import {
  productWithSku,
  type LineGroupRecord,
  type LineRecord,
  type ProductRecord,
  type StoreState,
} from "../state.ts";
import { lineTotal } from "../units.ts";
import type { OrderInput, OrderLineInput } from "./arguments.ts";

/** The lines of a new order: bundles in components, discounts spread, taxes computed. */
export function orderLines(state: StoreState, input: OrderInput, currency: string): LineRecord[] {
  const lines = input.lines.flatMap((line) => linesOf(state, line, currency));
  const discount = input.discount === undefined ? 0 : toMinor(input.discount, currency);
  const parts = spread(discount, lines.map(lineTotal));
  for (const [index, line] of lines.entries()) {
    line.orderDiscount = parts[index] ?? 0;
    if (lineTotal(line) < 0)
      throw new Error(`Order ${input.name}: the discounts of ${line.title} are more than its price.`);
    line.tax = taxOn(lineTotal(line), line.taxRate, state.settings.taxesIncluded);
  }
  return lines;
}

function linesOf(state: StoreState, input: OrderLineInput, currency: string): LineRecord[] {
  if (!Number.isInteger(input.quantity) || input.quantity < 1)
    throw new Error(`A line needs a whole quantity, not ${input.quantity}.`);
  const discount = input.discount === undefined ? 0 : toMinor(input.discount, currency);
  if (input.sku === undefined) return [customLine(state, input, { currency, discount })];
  const product = productWithSku(state, input.sku);
  const unitPrice = toMinor(input.price ?? withDecimals(product.variant.price, currency), currency);
  if (product.components.length > 0)
    return componentLines(state, product, { quantity: input.quantity, unitPrice, discount });
  return [productLine(state, product, { quantity: input.quantity, unitPrice, discount, group: null })];
}

/** Product prices are taken as they stand in any currency; what the currency has no decimals for is rounded half up. */
function withDecimals(price: string, currency: string): string {
  const [whole = "0", fraction = ""] = price.split(".");
  const decimals = toMinor("1", currency).toString().length - 1;
  const scaled = proportion(Number(`${whole}${fraction}`), 10 ** decimals, 10 ** fraction.length);
  const digits = String(scaled).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function customLine(
  state: StoreState,
  input: OrderLineInput,
  { currency, discount }: { currency: string; discount: number },
): LineRecord {
  if (input.title === undefined || input.price === undefined)
    throw new Error("A line needs a sku, or a title and a price.");
  return {
    id: state.ids.gid("LineItem"),
    sku: null,
    title: input.title,
    vendor: null,
    productId: null,
    variantId: null,
    inventoryItemId: null,
    quantity: input.quantity,
    removedPositions: [],
    unitPrice: toMinor(input.price, currency),
    lineDiscount: discount,
    orderDiscount: 0,
    taxRate: input.tax ?? "0",
    tax: 0,
    requiresShipping: input.requiresShipping ?? true,
    isGiftCard: input.giftCard ?? false,
    group: null,
  };
}

interface Priced {
  quantity: number;
  unitPrice: number;
  discount: number;
  group: LineGroupRecord | null;
}

function productLine(
  state: StoreState,
  product: ProductRecord,
  { quantity, unitPrice, discount, group }: Priced,
): LineRecord {
  const { variant } = product;
  return {
    id: state.ids.gid("LineItem"),
    sku: variant.sku,
    title: product.title,
    vendor: product.vendor,
    productId: product.id,
    variantId: variant.id,
    inventoryItemId: variant.tracked ? variant.inventoryItemId : null,
    quantity,
    removedPositions: [],
    unitPrice,
    lineDiscount: discount,
    orderDiscount: 0,
    taxRate: variant.taxRate,
    tax: 0,
    requiresShipping: variant.requiresShipping,
    isGiftCard: product.isGiftCard,
    group,
  };
}

/**
 * A bundle's price goes to its components by their own prices. Where a component's part is no whole number of minor
 * units per unit, the unit price is rounded up and the line's discount takes the difference (assumed).
 */
function componentLines(
  state: StoreState,
  bundle: ProductRecord,
  { quantity, unitPrice, discount }: Omit<Priced, "group">,
): LineRecord[] {
  const group: LineGroupRecord = {
    id: state.ids.gid("LineItemGroup"),
    title: bundle.title,
    quantity,
    productId: bundle.id,
    variantId: bundle.variant.id,
    sku: bundle.variant.sku,
  };
  const components = bundle.components.map((component) => ({
    product: productWithSku(state, component.sku),
    units: component.quantity * quantity,
  }));
  const weights = components.map(
    ({ product, units }) => toMinor(product.variant.price, state.settings.currency) * units,
  );
  const totals = spread(unitPrice * quantity, weights);
  const discounts = spread(discount, totals);
  return components.map(({ product, units }, index) => {
    const total = totals[index] ?? 0;
    const price = Math.ceil(total / units);
    return productLine(state, product, {
      quantity: units,
      unitPrice: price,
      discount: price * units - total + (discounts[index] ?? 0),
      group,
    });
  });
}
