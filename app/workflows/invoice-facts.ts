import { calendarDateIn } from "~/domain/calendar-date";
import type { InvoiceFacts, InvoiceLine } from "~/documents/form/form-facts";
import type { PostalAddress, ReadInvoice } from "~/shopify/operations/read-invoice.server";
import { minorUnits } from "~/shopify/scalars";

type Line = ReadInvoice["lines"][number];

/**
 * An order as the copy of its invoice: amounts in minor units of the currency that the customer paid in.
 * @throws ShopifyContractBroken for an amount that the currency cannot have.
 */
export function toInvoiceFacts(order: ReadInvoice, timeZone: string): InvoiceFacts {
  const currency = order.presentmentCurrencyCode;
  const minor = (money: Line["originalUnitPriceSet"]) => minorUnits(money.presentmentMoney.amount, currency);
  const lines = order.lines.map((line) => toLine(line, minor));
  const sum = (amountOf: (line: InvoiceLine) => number) => lines.reduce((total, line) => total + amountOf(line), 0);
  return {
    orderName: order.name,
    date: calendarDateIn(order.processedAt, timeZone),
    billTo: addressLines(order.billingAddress),
    shipTo: addressLines(order.shippingAddress),
    currency,
    lines,
    subtotal: sum(({ price, quantity }) => price * quantity),
    discounts: sum(({ discount }) => discount),
    shipping: minor(order.totalShippingPriceSet),
    tax: minor(order.totalTaxSet),
    total: minor(order.totalPriceSet),
    taxesIncluded: order.taxesIncluded,
  };
}

function toLine(line: Line, minor: (money: Line["originalUnitPriceSet"]) => number): InvoiceLine {
  const { sku, title, variantTitle, quantity } = line;
  const price = minor(line.originalUnitPriceSet);
  const discount = line.discountAllocations.reduce((sum, one) => sum + minor(one.allocatedAmountSet), 0);
  const tax = line.taxLines.reduce((sum, one) => sum + minor(one.priceSet), 0);
  const name = variantTitle === null ? title : `${title} – ${variantTitle}`;
  return { sku, title: name, quantity, price, discount, tax, total: price * quantity - discount };
}

/** As on an envelope: name, company, street, place, country. */
function addressLines(address: PostalAddress): string[] {
  if (address === null) return [];
  const { name, company, address1, address2, city, provinceCode, zip, country } = address;
  const place = [city, provinceCode, zip].filter(Boolean).join(" ");
  return [name, company, address1, address2, place, country].flatMap((line) => line || []);
}
