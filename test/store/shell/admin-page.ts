import { createHmac } from "node:crypto";
import { staffNamed } from "../oauth/staff.ts";
import { adminSessionToken } from "../tokens.ts";
import type { StoreState } from "../state.ts";
import { ADMIN_SCRIPT, ADMIN_STYLE } from "./admin-assets.ts";
import { escape, languageOf, page, type Language } from "./html.ts";

const TEXTS = {
  en: {
    home: "Home",
    orders: "Orders",
    products: "Products",
    customers: "Customers",
    apps: "Apps",
    menu: "Admin menu",
    search: "Search",
    close: "Close",
    skip: "Skip to the app",
    unsaved: "If you leave this page, what you have not saved is lost.",
    stay: "Stay",
    leave: "Leave page",
    other: "Français",
  },
  fr: {
    home: "Accueil",
    orders: "Commandes",
    products: "Produits",
    customers: "Clients",
    apps: "Applications",
    menu: "Menu de l’interface",
    search: "Rechercher",
    close: "Fermer",
    skip: "Passer à l’application",
    unsaved: "Si vous quittez cette page, ce que vous n’avez pas enregistré est perdu.",
    stay: "Rester",
    leave: "Quitter la page",
    other: "English",
  },
} as const;

const TOKEN_SECONDS = 60;

/** Who sits before the admin: the shop's owner, or somebody of the staff whom `staff` in the address names. */
function tokenFor(state: StoreState, { searchParams }: URL): string {
  const name = searchParams.get("staff");
  return adminSessionToken(state, name === null ? {} : { userId: staffNamed(state, name) });
}

/** A session token for the shell's own script, as Shopify's admin has one for App Bridge at any time. */
export const mintForShell = (state: StoreState, request: Request): Response =>
  Response.json(
    { token: tokenFor(state, new URL(request.url)), seconds: TOKEN_SECONDS },
    { headers: { "cache-control": "no-store" } },
  );

/** The address of the app's frame, signed as Shopify signs it. `path` is the app's own. */
function frameUrl(state: StoreState, url: URL, path: string): string {
  const { shop, handle, frameUrl: origin, apiSecret } = state.settings;
  const parameters = new URLSearchParams(url.search);
  parameters.delete("locale");
  parameters.delete("staff");
  const own = {
    embedded: "1",
    host: Buffer.from(`admin.shopify.com/store/${handle}`).toString("base64"),
    id_token: tokenFor(state, url),
    locale: languageOf(url),
    session: "shell",
    shop,
    timestamp: String(Math.floor(state.now().getTime() / 1_000)),
  };
  for (const [name, value] of Object.entries(own)) parameters.set(name, value);
  parameters.sort();
  const message = [...parameters].map(([name, value]) => `${name}=${value}`).join("&");
  parameters.set("hmac", createHmac("sha256", apiSecret).update(message).digest("hex"));
  return `${origin}${path}?${parameters.toString()}`;
}

/** A frame like Shopify's admin: top bar, side navigation, and the app in an iframe. */
export function adminPage(state: StoreState, request: Request, path: string): Response {
  const url = new URL(request.url);
  const language = languageOf(url);
  const { handle, name, frameUrl: origin } = state.settings;
  const staff = url.searchParams.get("staff");
  const settings = {
    handle,
    origin: new URL(origin).origin,
    base: `/store/${handle}/apps/rma-desk`,
    locale: language,
    tokenPath: `/store/${handle}/session-token${staff === null ? "" : `?${new URLSearchParams({ staff }).toString()}`}`,
  };
  // A name may hold anything; JSON inside a script must not end it.
  const json = JSON.stringify(settings).replace(/</g, "\\u003c");
  return page(`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>RMA Desk · ${escape(name)}</title>
<style>${ADMIN_STYLE}</style>
</head>
<body>
<a class="skip" href="#app">${TEXTS[language].skip}</a>
${topBar(name, language, `/store/${handle}/apps/rma-desk${path}`)}
<div class="columns">
${sideBar(language, settings.base)}
<main>
<div id="save-bar" class="save-bar" hidden></div>
<div class="title-bar"><h1 id="title">RMA Desk</h1><div id="title-buttons"></div></div>
<div id="loading" class="loading" hidden></div>
<iframe id="app" name="app-iframe" title="RMA Desk" src="${escape(frameUrl(state, url, path))}" allow="clipboard-write"></iframe>
</main>
</div>
<dialog id="leave" class="leave"><form method="dialog"><p>${TEXTS[language].unsaved}</p>
<menu><button value="stay">${TEXTS[language].stay}</button><button value="leave" class="primary">${TEXTS[language].leave}</button></menu></form></dialog>
<div id="toast" class="toast" role="status" aria-live="polite"></div>
<script>(${ADMIN_SCRIPT})(${json});</script>
</body>
</html>`);
}

const topBar = (shopName: string, language: Language, path: string): string => {
  const other = language === "en" ? "fr" : "en";
  return `<header class="top"><span class="brand" aria-hidden="true">◆</span><span class="shop">${escape(shopName)}</span>
<a class="language" lang="${other}" href="${escape(path)}?locale=${other}">${TEXTS[language].other}</a></header>`;
};

const sideBar = (language: Language, base: string): string => {
  const texts = TEXTS[language];
  const rest = [texts.home, texts.orders, texts.products, texts.customers]
    .map((text) => `<li><span>${text}</span></li>`)
    .join("");
  return `<nav class="side" aria-label="${texts.menu}">
<ul class="shopify">${rest}</ul>
<p class="group">${texts.apps}</p>
<ul><li><a id="app-home" href="${base}/app?locale=${language}">RMA Desk</a><ul id="menu"></ul></li></ul>
</nav>`;
};
