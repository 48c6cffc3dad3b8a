/**
 * What Shopify gives an extension to live in, as far as ours use it: the global `shopify` of a target, session tokens from
 * the page around it, texts from the locale files. It runs in a frame without an origin, as the real worker has none, so
 * that the app must allow every origin. Plain JavaScript for the browser.
 */
export const EXTENSION_HOST = String.raw`(data) => {
  "use strict";
  const page = window.parent;
  const tell = (kind, detail = {}) => page.postMessage({ store: "extension", kind, ...detail }, "*");
  let serial = 0;
  const waiting = new Map();
  const ask = (kind) => new Promise((resolve) => {
    serial += 1;
    waiting.set(serial, resolve);
    tell(kind, { id: serial });
  });
  window.addEventListener("message", ({ source, data: message }) => {
    if (source !== page || message?.store !== "page") return;
    waiting.get(message.id)?.(message.value);
    waiting.delete(message.id);
  });

  // The bundle names the address of production; here that address is somewhere else.
  const plainFetch = window.fetch.bind(window);
  window.fetch = (input, init) => plainFetch(String(input).replace(data.appUrl, data.appOrigin), init);

  const signal = (value) => ({ value, current: value, subscribe: () => () => {}, destroy: async () => {} });

  function textAt(key, count) {
    let found = data.texts;
    for (const part of key.split(".")) found = found?.[part];
    if (typeof found === "object" && count !== undefined) found = found[new Intl.PluralRules(data.locale).select(count)] ?? found.other;
    if (typeof found === "string") return found;
    console.error("There is no text " + key + ".");
    return key;
  }
  const translate = (key, words = {}) => textAt(key, words.count).replace(/\{\{(\w+)\}\}/g, (_, word) =>
    typeof words[word] === "number" ? new Intl.NumberFormat(data.locale).format(words[word]) : String(words[word] ?? ""));

  const idToken = () => ask("token");
  window.shopify = {
    ...data.given,
    i18n: {
      translate,
      formatNumber: (number, options) => new Intl.NumberFormat(data.locale, options).format(number),
      formatCurrency: (number, options) => new Intl.NumberFormat(data.locale, { style: "currency", ...options }).format(number),
      formatDate: (date, options) => new Intl.DateTimeFormat(data.locale, options).format(date),
    },
    localization: { language: signal({ isoCode: data.locale }), extensionLanguage: signal({ isoCode: data.language }) },
    sessionToken: { get: idToken },
    auth: { idToken },
    toast: { show: async (text) => (tell("toast", { text }), { hide: () => {} }) },
    close: () => tell("close"),
    // From a block to the action on the same page; there is nowhere else to go (the schema of \`Navigation\`).
    navigation: { navigate: (url) => { if (String(url).startsWith("extension://")) tell("open"); } },
    requireLogin: async () => tell("login"),
    extend: (target, start) => {
      if (target === data.target) window.addEventListener("load", () => void start());
    },
  };
  for (const [name, value] of Object.entries(data.signals)) window.shopify[name] = signal(value);

  // A menu item's button without an address opens the action of its extension.
  if (data.target.endsWith("menu-item.render")) {
    document.addEventListener("click", ({ target }) => { if (target.closest("s-button")) tell("open"); });
  }
  // Browsers tell a frame that nobody sees of no new size, so what is written into it is measured as well.
  const tellHeight = () => tell("height", { height: document.documentElement.offsetHeight });
  new ResizeObserver(tellHeight).observe(document.documentElement);
  new MutationObserver(tellHeight).observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
}`;
