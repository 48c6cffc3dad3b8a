import { findMetafield } from "../metafields.ts";
import { toDecimal } from "../money.ts";
import { currentUnits, lineTotal, shippedUnits, totalsOf } from "../order-figures.ts";
import { restId, type AddressRecord, type LineRecord, type OrderRecord, type StoreState } from "../state.ts";
import { countryName } from "../api/views/customer-view.ts";
import { ORDER_STYLE } from "./order-style.ts";
import { escape, languageOf, page, type Language } from "./html.ts";

const TEXTS = {
  en: {
    order: "Order",
    placed: "Placed on",
    loggedIn: "Logged in as",
    guest: "Guest",
    items: "Items",
    product: "Product",
    quantity: "Quantity",
    price: "Price",
    returns: "Returns",
    shipTo: "Ships to",
    billTo: "Billed to",
    none: "None",
    subtotal: "Subtotal",
    shipping: "Shipping",
    tax: "Tax",
    total: "Total",
    refunded: "Refunded",
    cancelled: "Cancelled",
    shipped: "shipped",
    notJudged: "The shop has not said anything about this item yet.",
    notFound: "There is no such order.",
    other: "Français",
  },
  fr: {
    order: "Commande",
    placed: "Passée le",
    loggedIn: "Connecté en tant que",
    guest: "Invité",
    items: "Articles",
    product: "Produit",
    quantity: "Quantité",
    price: "Prix",
    returns: "Retours",
    shipTo: "Expédiée à",
    billTo: "Facturée à",
    none: "Aucune",
    subtotal: "Sous-total",
    shipping: "Expédition",
    tax: "Taxes",
    total: "Total",
    refunded: "Remboursé",
    cancelled: "Annulée",
    shipped: "expédié(s)",
    notJudged: "La boutique n’a encore rien dit de cet article.",
    notFound: "Cette commande n’existe pas.",
    other: "English",
  },
} as const;

type Texts = (typeof TEXTS)[Language];

interface Reading {
  state: StoreState;
  order: OrderRecord;
  language: Language;
  texts: Texts;
  money: (minor: number) => string;
}

/** A customer's order page, as Shopify's customer account shows it: the order, and what the app says of each line. */
export function orderPage(state: StoreState, request: Request, name: string): Response {
  const url = new URL(request.url);
  const language = languageOf(url);
  const texts = TEXTS[language];
  const order = orderCalled(state, name);
  if (!order)
    return page(
      frame(state, { language, title: texts.notFound, body: `<p>${texts.notFound}</p>`, path: url.pathname }),
      404,
    );
  const format = new Intl.NumberFormat(`${language}-CA`, { style: "currency", currency: order.currency });
  const reading: Reading = {
    state,
    order,
    language,
    texts,
    money: (minor) => format.format(Number(toDecimal(minor, order.currency))),
  };
  const body = `${summary(reading)}${lineList(reading)}${totals(reading)}${addresses(reading)}`;
  return page(frame(state, { language, title: `${texts.order} ${order.name}`, body, path: url.pathname }));
}

/** `1001`, `#1001` or the number of its id. */
const orderCalled = (state: StoreState, name: string): OrderRecord | undefined =>
  state.ordersByName.get(`#${name}`) ?? state.ordersByName.get(name) ?? state.orders.get(`gid://shopify/Order/${name}`);

function frame(
  { settings }: StoreState,
  { language, title, body, path }: { language: Language; title: string; body: string; path: string },
): string {
  const other = language === "en" ? "fr" : "en";
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · ${escape(settings.name)}</title>
<style>${ORDER_STYLE}</style>
</head>
<body>
<header><span class="shop">${escape(settings.name)}</span><a lang="${other}" href="${escape(path)}?locale=${other}">${TEXTS[language].other}</a></header>
<main><h1>${escape(title)}</h1>${body}</main>
</body>
</html>`;
}

function summary({ state, order, language, texts }: Reading): string {
  const date = new Intl.DateTimeFormat(`${language}-CA`, {
    dateStyle: "long",
    timeZone: state.settings.timezone,
  }).format(order.processedAt);
  const customer = state.customers.get(order.customerId ?? "");
  const who = customer ? `${texts.loggedIn} ${escape(customer.name)}` : texts.guest;
  const cancelled = order.cancelledAt ? `<p class="cancelled">${texts.cancelled}</p>` : "";
  return `<p class="muted">${texts.placed} ${escape(date)} · ${who}</p>${cancelled}`;
}

function lineList(reading: Reading): string {
  const { order, texts } = reading;
  const flags = policyOf(reading);
  const rows = order.lines.map((line) => lineRow(reading, line, flags.get(line.id))).join("");
  return `<section aria-labelledby="items"><h2 id="items">${texts.items}</h2><ul class="lines">${rows}</ul></section>`;
}

function lineRow({ order, texts, money }: Reading, line: LineRecord, flag: LineFlag | undefined): string {
  const shipped = shippedUnits(order, line);
  const state = shipped > 0 ? ` · ${shipped} ${texts.shipped}` : "";
  const said = flag
    ? `<p class="flag ${escape(flag.verdict)}">${escape(flag.text)}</p>`
    : `<p class="flag">${texts.notJudged}</p>`;
  return `<li data-line="${escape(line.id)}"><div class="row"><span><strong>${escape(line.title)}</strong><br><span class="muted">${escape(line.sku ?? "")} × ${currentUnits(order, line)}${state}</span></span>
<span>${escape(money(lineTotal(line)))}</span></div>${said}</li>`;
}

interface LineFlag {
  verdict: string;
  text: string;
}

/** Reads the order metafield `$app:policy`: lines in groups that stand alike. */
function policyOf({ state, order, language }: Reading): Map<string, LineFlag> {
  const field = findMetafield(state, order.id, { namespace: "$app", key: "policy" });
  const value: unknown = field ? JSON.parse(field.value) : null;
  const groups = listIn(value, "groups");
  return new Map(
    groups.flatMap((group) => listIn(group, "lines").map((line) => [gidOf(line), flagOf(group, language)] as const)),
  );
}

const gidOf = (line: unknown): string =>
  /^\d+$/.test(String(line)) ? `gid://shopify/LineItem/${String(line)}` : String(line);

const flagOf = (group: unknown, language: Language): LineFlag => ({
  verdict: textIn(group, "verdict"),
  text: textIn(fieldIn(group, "text"), language),
});

const fieldIn = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
const textIn = (value: unknown, name: string): string => String(fieldIn(value, name) ?? "");
const listIn = (value: unknown, name: string): readonly unknown[] => {
  const list = fieldIn(value, name);
  return Array.isArray(list) ? list : [];
};

function totals({ state, order, texts, money }: Reading): string {
  const figures = totalsOf(order, state.settings.taxesIncluded);
  const rows: readonly (readonly [string, number])[] = [
    [texts.subtotal, figures.subtotal],
    [texts.shipping, figures.shipping],
    [texts.tax, figures.tax],
    [texts.total, figures.total],
    [texts.refunded, figures.refunded],
  ];
  const shown = rows.filter(([name, amount]) => amount !== 0 || name === texts.total);
  return `<dl class="totals">${shown.map(([name, amount]) => `<div><dt>${name}</dt><dd>${escape(money(amount))}</dd></div>`).join("")}</dl>`;
}

function addresses({ order, texts }: Reading): string {
  const box = (title: string, address: AddressRecord | null) =>
    `<div><h2>${title}</h2><p>${address ? addressText(address) : texts.none}</p></div>`;
  return `<section class="addresses" data-order="${restId(order.id)}">${box(texts.shipTo, order.shippingAddress)}${box(texts.billTo, order.billingAddress)}</section>`;
}

const addressText = ({ name, address1, city, province, zip, country }: AddressRecord): string =>
  [name, address1, [city, province, zip].filter(Boolean).join(" "), countryName(country)]
    .filter((part): part is string => typeof part === "string" && part !== "")
    .map(escape)
    .join("<br>");
