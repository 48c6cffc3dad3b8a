import { decimalsOf, proportion, toDecimal } from "../../money.ts";
import type { View } from "../view.ts";

/** Assumed: one unit of a foreign currency is 0.75 of the shop's. Not 1, so that mixing the two up is seen. */
const RATE = { numerator: 3, denominator: 4 };

export interface Currencies {
  shop: string;
  presentment: string;
}

/** Decimals as Shopify writes them: no more than needed and at least one (`200.0`, `33.33`). */
const written = (minor: number, currency: string): string => {
  const text = toDecimal(minor, currency);
  return text.includes(".") ? text.replace(/(\.\d+?)0+$/, "$1") : `${text}.0`;
};

const money = (minor: number, currency: string): View => ({
  __typename: "MoneyV2",
  amount: written(minor, currency),
  currencyCode: currency,
});

function inShopCurrency(minor: number, { shop, presentment }: Currencies): number {
  if (shop === presentment) return minor;
  const shift = decimalsOf(shop) - decimalsOf(presentment);
  const numerator = RATE.numerator * 10 ** Math.max(shift, 0);
  const amount = proportion(Math.abs(minor), numerator, RATE.denominator * 10 ** Math.max(-shift, 0));
  return minor < 0 ? -amount : amount;
}

/** A MoneyBag: what the customer saw, and the same in the shop's currency. */
export const moneyBag = (minor: number, currencies: Currencies): View => ({
  __typename: "MoneyBag",
  presentmentMoney: money(minor, currencies.presentment),
  shopMoney: money(inShopCurrency(minor, currencies), currencies.shop),
});
