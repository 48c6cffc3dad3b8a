import { existsSync, readFileSync } from "node:fs";
import { findMetafield } from "../metafields.ts";
import { currentUnits } from "../order-figures.ts";
import type { LineRecord, OrderRecord, StoreState } from "../state.ts";
import { EXTENSION_ELEMENTS } from "./extension-elements.ts";
import { EXTENSION_HOST } from "./extension-host.ts";
import { languageOf, page, type Language } from "./html.ts";

const root = new URL("../../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

/** The address that the bundles were built for: browsers find the app behind the store's gateway instead. */
const applicationUrl = (): string =>
  /^application_url = "(.+)"$/m.exec(read("shopify.app.toml"))?.[1] ?? "https://app.invalid";

/** What an extension is started with: its target, and everything of `shopify` that is plain data. */
interface Given {
  /** The folder of its sources, where it is not named like the extension. */
  folder?: string;
  target: string;
  language: Language;
  given: Record<string, unknown>;
  signals: Record<string, unknown>;
}

/** A document that holds one extension at one target, as the bundle that the Shopify CLI built. */
function extensionPage(state: StoreState, handle: string, { folder = handle, language, ...given }: Given): Response {
  const bundle = new URL(`build/extensions/${handle}.js`, root);
  if (!existsSync(bundle)) return page("<p>Run <code>npm run build</code> first.</p>", 503);
  const texts = `extensions/${folder}/locales/${language === "en" ? "en.default" : language}.json`;
  const data = {
    ...given,
    language,
    locale: `${language}-CA`,
    texts: JSON.parse(read(texts)),
    appUrl: applicationUrl(),
    appOrigin: state.settings.frameUrl,
  };
  return page(`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${handle}</title><style>${FRAME_STYLE}</style></head>
<body>
<script>${EXTENSION_ELEMENTS}(${EXTENSION_HOST})(${inScript(data)});</script>
<script>${readFileSync(bundle, "utf8").replaceAll("</script", "<\\/script")}</script>
</body>
</html>`);
}

const FRAME_STYLE = `html{height:auto}body{margin:0;padding:2px;color:#1f1f1f;background:#fff;font:16px/1.5 Inter,system-ui,-apple-system,"Segoe UI",sans-serif}`;

/** JSON inside a script must not end it, whatever a shopper or a merchant wrote. */
const inScript = (data: unknown): string => JSON.stringify(data).replace(/</g, "\\u003c");

/** Who looks at an order page: a customer by name, or whoever came by the link in a mail. */
export type Viewer = { customerId: string } | "mail";

interface OrderFrame {
  order: OrderRecord;
  viewer: Viewer;
  /** Position of the line that the extension stands under. */
  line: LineRecord | undefined;
}

/** The customer-account extension at one of its targets on an order's page. */
export function orderExtension(state: StoreState, url: URL, { order, viewer, line }: OrderFrame): Response {
  const target = url.searchParams.get("target") ?? "";
  const lines = order.lines.map((one) => pageItem(order, one));
  const policy = findMetafield(state, order.id, { namespace: "$app", key: "policy" });
  const entry = policy && {
    namespace: "$app",
    key: "policy",
    type: "json",
    valueType: "json_string",
    value: policy.value,
  };
  return extensionPage(state, "rma-request", {
    target,
    language: languageOf(url),
    given: {
      orderId: order.id,
      shop: { name: state.settings.name, myshopifyDomain: state.settings.shop },
    },
    signals: {
      order: { id: order.id, name: order.name },
      lines,
      appMetafields: entry ? [{ target: { type: "order", id: order.id }, metafield: entry }] : [],
      authenticationState: viewer === "mail" ? "pre_authenticated" : "fully_authenticated",
      ...(line ? { target: pageItem(order, line) } : {}),
    },
  });
}

const ADMIN_HANDLES: Readonly<Record<string, string>> = {
  "admin.order-details.block.render": "order-policy",
  "admin.order-details.action.render": "open-rma",
};

/** An admin extension at one of its targets on Shopify's order page; it learns which order is open. */
export function adminOrderExtension(state: StoreState, url: URL, order: OrderRecord): Response {
  const target = url.searchParams.get("target") ?? "";
  const handle = ADMIN_HANDLES[target];
  if (handle === undefined) return page("", 404);
  return extensionPage(state, handle, {
    folder: "order-policy",
    target,
    language: languageOf(url),
    given: { extension: { target }, data: { selected: [{ id: order.id }] } },
    signals: {},
  });
}

/** Shopify warns that these ids are not stable, so they are none of the order's. */
const pageItem = (order: OrderRecord, line: LineRecord) => ({
  id: `gid://shopify/CartLine/${order.lines.indexOf(line)}`,
  quantity: currentUnits(order, line),
  merchandise: { type: "variant", id: line.variantId ?? "", title: line.title, sku: line.sku ?? undefined },
});
