/**
 * Runs in the customer's order page: gives its extensions session tokens and room, opens the action in a dialog. Plain
 * JavaScript for the browser.
 */
export const ORDER_SCRIPT = String.raw`(() => {
  "use strict";
  const frames = () => [...document.querySelectorAll("iframe.extension")];
  const dialog = document.getElementById("action");

  function openAction() {
    dialog.querySelector("iframe")?.remove();
    dialog.append(document.getElementById("action-frame").content.cloneNode(true));
    dialog.showModal();
  }

  const on = {
    token: async (frame, { id }) => {
      const response = await fetch(location.pathname + "/session-token" + location.search, { method: "POST" });
      const { token } = await response.json();
      frame.contentWindow?.postMessage({ store: "page", id, value: token }, "*");
    },
    height: (frame, { height }) => { frame.style.height = height + "px"; },
    open: openAction,
    close: () => dialog.close(),
    toast: (_frame, { text }) => { document.getElementById("toast").textContent = text; },
    login: () => {
      const url = new URL(location.href);
      url.searchParams.delete("as");
      location.assign(url);
    },
  };

  // The admin lists actions in a menu; in the customer account the menu item is an extension of its own.
  document.getElementById("open-action")?.addEventListener("click", openAction);

  window.addEventListener("message", ({ source, data }) => {
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (frame && data?.store === "extension") on[data.kind]?.(frame, data);
  });
})();`;
