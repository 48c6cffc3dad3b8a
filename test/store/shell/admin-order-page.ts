import { nameIn, readDeclaredExtensions } from "../declared-extensions.ts";
import { restId, type OrderRecord, type StoreState } from "../state.ts";
import { adminOrderExtension } from "./extension-frame.ts";
import { escape, languageOf, page, type Language } from "./html.ts";
import { ORDER_SCRIPT } from "./order-script.ts";
import { ORDER_STYLE } from "./order-style.ts";

const TEXTS = {
  en: {
    order: "Order",
    actions: "More actions",
    action: "Order action",
    close: "Close",
    app: "RMA Desk",
    items: "Items",
  },
  fr: {
    order: "Commande",
    actions: "Plus d’actions",
    action: "Action sur la commande",
    close: "Fermer",
    app: "RMA Desk",
    items: "Articles",
  },
} as const satisfies Record<Language, Record<string, string>>;

const BLOCK = "admin.order-details.block.render";
const ACTION = "admin.order-details.action.render";
const LINK = "admin.order-details.action.link";

/**
 * "More actions": the action's name opens it, a link leads to the app in the admin with the order's number as `id`, the only
 * parameter beside those that every page of the app is opened with.
 * https://shopify.dev/docs/apps/build/admin/admin-links
 */
function menuOf(state: StoreState, order: OrderRecord, language: Language): string {
  const address = (path: string) => {
    const query = new URLSearchParams({ id: String(restId(order.id)), locale: language });
    return `/store/${state.settings.handle}/apps/rma-desk${path}?${query.toString()}`;
  };
  return readDeclaredExtensions()
    .flatMap((extension) => extension.targets.map((at) => ({ ...at, name: escape(nameIn(extension, language)) })))
    .flatMap(({ target, url, name }) => {
      if (target === ACTION) return [`<li><button type="button" id="open-action">${name}</button></li>`];
      return target === LINK ? [`<li><a href="${escape(address(url ?? "/"))}">${name}</a></li>`] : [];
    })
    .join("");
}

const orderNumbered = (state: StoreState, number: string): OrderRecord | undefined =>
  state.orders.get(`gid://shopify/Order/${number}`);

/** An order's page in Shopify's admin, as far as extensions go: the pinned block, and the menu of actions. */
export function adminOrderPage(state: StoreState, request: Request, number: string): Response {
  const url = new URL(request.url);
  const order = orderNumbered(state, number);
  if (!order) return page("", 404);
  const language = languageOf(url);
  const texts = TEXTS[language];
  const frame = (target: string) => {
    const query = new URLSearchParams({ target, locale: language });
    const address = `/store/${state.settings.handle}/orders/${restId(order.id)}/extension?${query.toString()}`;
    return `<iframe class="extension" title="${texts.app}" sandbox="allow-scripts allow-popups" data-target="${target}" src="${escape(address)}"></iframe>`;
  };
  const lines = order.lines.map(({ title, quantity }) => `<li>${escape(title)} × ${quantity}</li>`).join("");
  return page(`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(order.name)} · ${escape(state.settings.name)}</title>
<style>${ORDER_STYLE}</style>
</head>
<body>
<header><span class="shop">${escape(state.settings.name)}</span></header>
<main><h1>${texts.order} ${escape(order.name)}</h1>
<details class="menu"><summary>${texts.actions}</summary><ul>${menuOf(state, order, language)}</ul></details>
<section aria-labelledby="items"><h2 id="items">${texts.items}</h2><ul class="lines">${lines}</ul></section>
<div class="block">${frame(BLOCK)}</div></main>
<dialog id="action" aria-label="${texts.action}"><form method="dialog"><button aria-label="${texts.close}">×</button></form></dialog>
<template id="action-frame">${frame(ACTION)}</template>
<div id="toast" role="status" aria-live="polite"></div>
<script>${ORDER_SCRIPT}</script>
</body>
</html>`);
}

/** One extension of the admin's order page, as a document for a frame: `?target=`. */
export function adminOrderExtensionPage(state: StoreState, request: Request, number: string): Response {
  const order = orderNumbered(state, number);
  return order ? adminOrderExtension(state, new URL(request.url), order) : page("", 404);
}
