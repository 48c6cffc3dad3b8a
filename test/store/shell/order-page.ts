import { toDecimal } from "../money.ts";
import { currentUnits, shippedUnits, totalsOf } from "../order-figures.ts";
import { restId, type AddressRecord, type LineRecord, type OrderRecord, type StoreState } from "../state.ts";
import { customerNamed } from "../acts/lifecycle.ts";
import { lineTotal } from "../units.ts";
import { countryName } from "../api/views/customer-view.ts";
import { customerSessionToken } from "../tokens.ts";
import { orderExtension, type Viewer } from "./extension-frame.ts";
import { ORDER_SCRIPT } from "./order-script.ts";
import { ORDER_STYLE } from "./order-style.ts";
import { escape, languageOf, page, type Language } from "./html.ts";

const TEXTS = {
  en: {
    order: "Order",
    placed: "Placed on",
    loggedIn: "Logged in as",
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
    action: "Order action",
    close: "Close",
    extension: "RMA Desk",
    byMail: "Seen by a link in a mail",
    notFound: "There is no such order.",
    other: "Français",
  },
  fr: {
    order: "Commande",
    placed: "Passée le",
    loggedIn: "Connecté en tant que",
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
    action: "Action sur la commande",
    close: "Fermer",
    extension: "RMA Desk",
    byMail: "Vue par un lien dans un courriel",
    notFound: "Cette commande n’existe pas.",
    other: "English",
  },
} as const;

type Texts = (typeof TEXTS)[Language];

interface Reading {
  state: StoreState;
  url: URL;
  viewer: Viewer;
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
    url,
    viewer: viewerOf(state, url, order),
    order,
    language,
    texts,
    money: (minor) => format.format(Number(toDecimal(minor, order.currency))),
  };
  const block = frameOf(reading, "customer-account.order-status.block.render");
  const body = `${summary(reading)}${actions(reading)}${lineList(reading)}<div class="block">${block}</div>${totals(reading)}${addresses(reading)}`;
  return page(frame(state, { language, title: `${texts.order} ${order.name}`, body, path: url.pathname }));
}

/** One extension of the order's page, as a document for a frame: `?target=`, for an item `&line=` its position. */
export function orderExtensionPage(state: StoreState, request: Request, name: string): Response {
  const url = new URL(request.url);
  const order = orderCalled(state, name);
  if (!order) return page("", 404);
  const line = order.lines[Number(url.searchParams.get("line") ?? -1)];
  return orderExtension(state, url, { order, viewer: viewerOf(state, url, order), line });
}

/** A session token for whoever looks at the order; a guest's names no customer. */
export function mintForViewer(state: StoreState, request: Request, name: string): Response {
  const order = orderCalled(state, name);
  if (!order) return page("", 404);
  const viewer = viewerOf(state, new URL(request.url), order);
  const token = customerSessionToken(state, viewer === "mail" ? {} : viewer);
  return Response.json({ token }, { headers: { "cache-control": "no-store" } });
}

/** The order's customer, unless `?as=` names another one or `mail`. */
function viewerOf(state: StoreState, url: URL, { customerId }: OrderRecord): Viewer {
  const as = url.searchParams.get("as");
  if (as === "mail") return "mail";
  if (as !== null) return { customerId: customerNamed(state, as).id };
  return customerId === null ? "mail" : { customerId };
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
<div id="toast" role="status" aria-live="polite"></div>
<script>${ORDER_SCRIPT}</script>
</body>
</html>`;
}

function summary({ state, order, language, texts, viewer }: Reading): string {
  const date = new Intl.DateTimeFormat(`${language}-CA`, {
    dateStyle: "long",
    timeZone: state.settings.timezone,
  }).format(order.processedAt);
  const customer = viewer === "mail" ? undefined : state.customers.get(viewer.customerId);
  const who = customer ? `${texts.loggedIn} ${escape(customer.name)}` : texts.byMail;
  const cancelled = order.cancelledAt ? `<p class="cancelled">${texts.cancelled}</p>` : "";
  return `<p class="muted">${texts.placed} ${escape(date)} · ${who}</p>${cancelled}`;
}

function lineList(reading: Reading): string {
  const { order, texts } = reading;
  const rows = order.lines.map((line, index) => lineRow(reading, line, index)).join("");
  return `<section aria-labelledby="items"><h2 id="items">${texts.items}</h2><ul class="lines">${rows}</ul></section>`;
}

function lineRow(reading: Reading, line: LineRecord, index: number): string {
  const { order, texts, money } = reading;
  const shipped = shippedUnits(order, line);
  const state = shipped > 0 ? ` · ${shipped} ${texts.shipped}` : "";
  return `<li data-line="${escape(line.id)}"><div class="row"><span><strong>${escape(line.title)}</strong><br><span class="muted">${escape(line.sku ?? "")} × ${currentUnits(order, line)}${state}</span></span>
<span>${escape(money(lineTotal(line)))}</span></div>${frameOf(reading, "customer-account.order-status.cart-line-item.render-after", { line: String(index) })}</li>`;
}

const ACTION = "customer-account.order.action.render";

/** The order's actions, of which ours opens in a dialog. Whoever came by a mail's link gets none (SHOPIFY.md 5.2). */
function actions(reading: Reading): string {
  if (reading.viewer === "mail") return "";
  const menu = frameOf(reading, "customer-account.order.action.menu-item.render");
  return `<div class="actions">${menu}</div>
<dialog id="action" aria-label="${reading.texts.action}"><form method="dialog"><button aria-label="${reading.texts.close}">×</button></form></dialog>
<template id="action-frame">${frameOf(reading, ACTION)}</template>`;
}

/** An extension at one of its targets, without an origin of its own. */
function frameOf({ url, order, texts }: Reading, target: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams([...url.searchParams, ["target", target], ...Object.entries(more)]);
  const address = `/orders/${encodeURIComponent(order.name)}/extension?${query.toString()}`;
  return `<iframe class="extension" title="${texts.extension}" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads" data-target="${target}" src="${escape(address)}"></iframe>`;
}

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
