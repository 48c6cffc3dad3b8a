/** The shell's own look: near Shopify's admin, and not a copy of it. */
export const ADMIN_STYLE = `
*{box-sizing:border-box}
html,body{margin:0;height:100%}
body{display:flex;flex-direction:column;background:#1a1a1a;color:#303030;font:14px/20px Inter,system-ui,-apple-system,"Segoe UI",sans-serif}
.skip{position:absolute;left:-999px;top:8px;padding:8px 12px;background:#fff;border-radius:8px;z-index:9}
.skip:focus{left:8px}
.top{display:flex;align-items:center;gap:10px;height:52px;padding:0 16px;color:#f1f1f1;flex:none}
.brand{color:#9ae6b4;font-size:18px}
.shop{font-weight:600;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.language{margin-left:auto;color:#f1f1f1;padding:6px 10px;border-radius:8px}
.columns{display:flex;flex:1;min-height:0;background:#f1f1f1;border-radius:12px 12px 0 0;overflow:hidden}
.side{width:232px;flex:none;padding:12px 10px;background:#ebebeb;overflow:auto}
.side ul{list-style:none;margin:0;padding:0}
.side li>span,.side a{display:block;padding:5px 10px;border-radius:8px;color:#303030;text-decoration:none}
.side li>span{color:#5c5c5c}
.side a:hover,.side a[aria-current]{background:#fafafa;font-weight:600}
.side #menu a{padding-left:26px}
.side .group{margin:16px 10px 4px;color:#5c5c5c;font-size:13px;font-weight:600}
a:focus-visible,button:focus-visible,iframe:focus-visible{outline:2px solid #005bd3;outline-offset:1px}
main{position:relative;flex:1;min-width:0;display:flex;flex-direction:column}
.title-bar{display:flex;align-items:center;gap:12px;padding:10px 16px;background:#fff;border-bottom:1px solid #e3e3e3;flex:none}
.title-bar h1{margin:0;font-size:14px;line-height:20px;font-weight:600}
#title-buttons{margin-left:auto;display:flex;gap:8px}
button{font:inherit;font-weight:600;padding:4px 12px;border:1px solid #8a8a8a;border-radius:8px;background:#fff;color:#303030;cursor:pointer}
button.primary{background:#303030;border-color:#303030;color:#fff}
.save-bar{display:flex;gap:8px;justify-content:flex-end;padding:8px 16px;background:#303030}
.save-bar[hidden]{display:none}
iframe{flex:1;width:100%;min-height:0;border:0;background:#f1f1f1}
.leave{border:0;border-radius:12px;padding:20px;max-width:28rem}
.leave menu{display:flex;gap:8px;justify-content:flex-end;margin:16px 0 0;padding:0}
.loading{position:absolute;inset:0 0 auto;height:3px;background:#005bd3}
.loading[hidden]{display:none}
.toast{position:fixed;left:50%;bottom:24px;transform:translateX(-50%);padding:10px 16px;border-radius:10px;background:#1a1a1a;color:#fff}
.toast:empty{display:none}
.toast.error{background:#8e0b21}
@media (max-width:640px){
  .columns{flex-direction:column}
  .side{width:100%;padding:6px 8px;display:flex;align-items:center;overflow-x:auto}
  .side .shopify,.side .group{display:none}
  .side ul,.side li{display:flex}
  .side a{white-space:nowrap}
  .side #menu a{padding-left:10px}
}
`;

/** Runs in the shell's page: tokens for the app's frame, its menu, title, save bar and toasts, and the address bar. */
export const ADMIN_SCRIPT = String.raw`(settings) => {
  "use strict";
  const frame = document.getElementById("app");
  const byId = (id) => document.getElementById(id);
  const send = (message) => frame.contentWindow.postMessage({ store: "admin", ...message }, settings.origin);
  const adminPath = (path) => {
    const url = new URL(settings.base + path, location.origin);
    if (settings.locale !== "en") url.searchParams.set("locale", settings.locale);
    return url.pathname + url.search;
  };

  function drawButtons(place, bar, buttons) {
    place.replaceChildren(...buttons.map(({ text, primary, disabled }, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text || (primary ? "Save" : "Discard");
      button.disabled = disabled;
      if (primary) button.className = "primary";
      button.addEventListener("click", () => send({ kind: "press", bar, index }));
      return button;
    }));
  }

  let current = "";
  function markCurrent() {
    for (const link of document.querySelectorAll(".side a")) {
      if (link.dataset.path === current.split("?")[0]) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  function drawMenu(items) {
    byId("menu").replaceChildren(...items.filter(({ home }) => !home).map(({ path, text }) => {
      const link = document.createElement("a");
      link.href = adminPath(path);
      link.dataset.path = path;
      link.textContent = text;
      link.addEventListener("click", (event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        send({ kind: "navigate", path });
      });
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
    const home = items.find((item) => item.home);
    if (home) byId("app-home").dataset.path = home.path;
    markCurrent();
  }

  let toastTimer;
  function showToast({ text, isError }) {
    clearTimeout(toastTimer);
    byId("toast").textContent = text;
    byId("toast").classList.toggle("error", isError === true);
    toastTimer = setTimeout(() => { byId("toast").textContent = ""; }, 5000);
  }

  function askToLeave({ id }) {
    const dialog = byId("leave");
    dialog.onclose = () => send({ kind: "answer", id, value: { leave: dialog.returnValue === "leave" } });
    dialog.returnValue = "";
    dialog.showModal();
  }

  const on = {
    "id-token": async ({ id }) => {
      const response = await fetch(settings.tokenPath, { method: "POST" });
      send({ kind: "answer", id, value: await response.json() });
    },
    "leave-confirmation": askToLeave,
    user: ({ id }) => send({ kind: "answer", id, value: { id: "1", accountAccess: "staff" } }),
    menu: ({ items }) => drawMenu(items),
    title: ({ title, buttons }) => {
      byId("title").textContent = title || "RMA Desk";
      drawButtons(byId("title-buttons"), "ui-title-bar", buttons);
    },
    "save-bar": ({ showing, buttons }) => {
      byId("save-bar").hidden = !showing;
      drawButtons(byId("save-bar"), "ui-save-bar", buttons);
    },
    loading: ({ isLoading }) => { byId("loading").hidden = !isLoading; },
    toast: showToast,
    location: ({ path, title }) => {
      current = path;
      history.replaceState(null, "", adminPath(path));
      if (title) document.title = title;
      markCurrent();
    },
  };

  window.addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== settings.origin) return;
    if (event.data?.store === "app") on[event.data.kind]?.(event.data);
  });
}`;
