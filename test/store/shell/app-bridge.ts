/**
 * Stands for Shopify's App Bridge inside the app's frame (SHOPIFY.md 9.5): session tokens on the app's own requests,
 * navigation, title and save bars, toasts and modals, by messages to the admin shell. Plain JavaScript for the browser.
 */
export const APP_BRIDGE_SCRIPT = String.raw`(() => {
  "use strict";
  if (window.shopify) return;
  const own = document.currentScript;
  const admin = window.parent;
  const isEmbedded = admin !== window;
  const pending = new Map();
  let serial = 0;

  const tell = (kind, detail = {}) => { if (isEmbedded) admin.postMessage({ store: "app", kind, ...detail }, "*"); };
  const ask = (kind, detail = {}) => new Promise((resolve, reject) => {
    if (!isEmbedded) return reject(new Error("App Bridge: the page is not inside the admin."));
    serial += 1;
    pending.set(serial, resolve);
    tell(kind, { id: serial, ...detail });
  });

  window.addEventListener("message", (event) => {
    const message = event.data;
    if (event.source !== admin || !message || message.store !== "admin") return;
    if (message.kind === "answer") {
      pending.get(message.id)?.(message.value);
      pending.delete(message.id);
    } else if (message.kind === "navigate") goTo(message.path);
    else if (message.kind === "press") press(message.bar, message.index);
  });

  // Session tokens live a minute; one is used for as long as it has five seconds left.
  let cached = { token: "", until: 0 };
  async function idToken() {
    if (cached.until > performance.now()) return cached.token;
    const { token, seconds } = await ask("id-token");
    cached = { token, until: performance.now() + (seconds - 5) * 1000 };
    return token;
  }

  const plainFetch = window.fetch.bind(window);
  const isOwn = (url) => new URL(url, document.baseURI).origin === location.origin;
  async function fetchWithToken(input, init) {
    const request = new Request(input, init);
    if (!isEmbedded || !isOwn(request.url) || request.headers.has("Authorization")) return plainFetch(request);
    const attempt = async (copy) => {
      copy.headers.set("Authorization", "Bearer " + (await idToken()));
      copy.headers.set("X-Requested-With", "XMLHttpRequest");
      return plainFetch(copy);
    };
    const spare = request.clone();
    let response = await attempt(request);
    if (response.headers.get("X-Shopify-Retry-Invalid-Session-Request") === "1") {
      cached.until = 0;
      response = await attempt(spare);
    }
    const elsewhere = response.headers.get("X-Shopify-API-Request-Failure-Reauthorize-Url");
    if (elsewhere) location.assign(elsewhere);
    return response;
  }
  window.fetch = fetchWithToken;

  // The page that only fetches a token: it names where to go on.
  const reload = new URLSearchParams(location.search).get("shopify-reload");
  if (reload && isEmbedded) {
    idToken().then((token) => {
      const target = new URL(reload, location.origin);
      target.searchParams.set("id_token", token);
      location.replace(target.href);
    });
  }

  const FRAME = ["embedded", "shop", "host", "id_token", "hmac", "timestamp", "session", "locale", "shopify-reload"];
  function tellLocation() {
    const url = new URL(location.href);
    for (const name of FRAME) url.searchParams.delete(name);
    tell("location", { path: url.pathname + url.search, title: document.title });
  }
  for (const name of ["pushState", "replaceState"]) {
    const plain = history[name].bind(history);
    history[name] = (...rest) => { plain(...rest); tellLocation(); };
  }
  window.addEventListener("popstate", tellLocation);
  window.addEventListener("load", tellLocation);

  const menuSelector = "ui-nav-menu, s-app-nav";
  function goTo(path) {
    const link = [...document.querySelectorAll(menuSelector)].flatMap((menu) => [...menu.querySelectorAll("a")])
      .find((anchor) => anchor.getAttribute("href") === path);
    const go = () => (link ? link.click() : location.assign(path));
    leaveConfirmation().then(go);
  }

  /** Resolves at once while nothing is unsaved, else when the person says so; whoever stays is not answered. */
  const openBars = () => [...document.querySelectorAll("ui-save-bar")].filter((bar) => bar.isShowing());
  async function leaveConfirmation() {
    if (openBars().length === 0) return;
    const { leave } = await ask("leave-confirmation");
    if (!leave) return new Promise(() => undefined);
    for (const bar of openBars()) bar.hide();
  }

  const define = (name, type) => { if (!customElements.get(name)) customElements.define(name, type); };

  /** An element that shows nothing here: the admin draws what its children say. */
  class Mirror extends HTMLElement {
    connectedCallback() {
      this.style.display = "none";
      this.observer = new MutationObserver(() => this.report());
      this.observer.observe(this, { childList: true, subtree: true, attributes: true, characterData: true });
      this.report();
    }
    disconnectedCallback() { this.observer.disconnect(); this.withdraw(); }
  }

  class NavMenu extends Mirror {
    report() {
      const items = [...this.querySelectorAll("a")].map((anchor) => ({ path: anchor.getAttribute("href"), text: anchor.textContent.trim(), home: anchor.rel === "home" }));
      tell("menu", { items });
    }
    withdraw() { tell("menu", { items: [] }); }
  }
  define("ui-nav-menu", class extends NavMenu {});
  define("s-app-nav", class extends NavMenu {});

  const buttonsOf = (bar) => [...bar.querySelectorAll("button, a")].map((button) => ({ text: button.textContent.trim(), primary: button.getAttribute("variant") === "primary", disabled: button.hasAttribute("disabled") }));
  const press = (bar, index) => document.querySelectorAll(bar)[0]?.querySelectorAll("button, a")[index]?.click();

  define("ui-title-bar", class extends Mirror {
    report() { tell("title", { title: this.getAttribute("title") ?? "", buttons: buttonsOf(this) }); }
    withdraw() { tell("title", { title: "", buttons: [] }); }
  });

  define("ui-save-bar", class extends Mirror {
    static get observedAttributes() { return ["open"]; }
    attributeChangedCallback() { this.report(); }
    show() { this.showing = true; this.report(); this.dispatchEvent(new Event("show")); return Promise.resolve(); }
    hide() { this.showing = false; this.report(); this.dispatchEvent(new Event("hide")); return Promise.resolve(); }
    toggle() { return this.showing ? this.hide() : this.show(); }
    isShowing() { return this.showing === true || this.hasAttribute("open"); }
    report() { tell("save-bar", { showing: this.isShowing(), buttons: buttonsOf(this) }); }
    withdraw() { tell("save-bar", { showing: false, buttons: [] }); }
  });

  define("ui-modal", class extends HTMLElement {
    connectedCallback() {
      if (this.dialog) return;
      const root = this.attachShadow({ mode: "open" });
      root.innerHTML = "<dialog><slot></slot></dialog>";
      this.dialog = root.querySelector("dialog");
      this.dialog.addEventListener("close", () => this.dispatchEvent(new Event("hide")));
    }
    show() { this.dialog.showModal(); this.dispatchEvent(new Event("show")); return Promise.resolve(); }
    hide() { this.dialog.close(); return Promise.resolve(); }
    toggle() { return this.dialog.open ? this.hide() : this.show(); }
  });
  define("s-app-window", class extends HTMLElement {});

  const byId = (id) => document.getElementById(id);
  const parameters = new URLSearchParams(location.search);
  const config = { apiKey: own?.dataset.apiKey ?? "", shop: parameters.get("shop") ?? "", host: parameters.get("host") ?? "", locale: parameters.get("locale") ?? "en" };
  window.shopify = {
    config,
    origin: location.origin,
    ready: Promise.resolve(),
    environment: { embedded: isEmbedded, mobile: false, pos: false },
    idToken,
    loading: (isLoading = true) => tell("loading", { isLoading: isLoading !== false }),
    toast: { show: (text, options = {}) => { tell("toast", { text, isError: options.isError === true }); return "toast"; }, hide: () => tell("toast", { text: "" }) },
    saveBar: { show: (id) => byId(id)?.show(), hide: (id) => byId(id)?.hide(), toggle: (id) => byId(id)?.toggle(), leaveConfirmation },
    modal: { show: (id) => byId(id)?.show(), hide: (id) => byId(id)?.hide(), toggle: (id) => byId(id)?.toggle() },
    resourcePicker: () => Promise.resolve(undefined),
    picker: () => Promise.resolve(undefined),
    scopes: { query: () => Promise.resolve({ granted: [], required: [], optional: [] }), request: () => Promise.resolve({ result: "granted-all" }), revoke: () => Promise.resolve() },
    user: () => ask("user"),
    intents: { invoke: () => Promise.resolve() },
    support: { registerHandler: () => undefined },
    reviews: { request: () => Promise.resolve({ success: false }) },
    webVitals: { onReport: () => undefined },
  };
})();
`;
