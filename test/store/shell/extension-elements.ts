/**
 * Stand-ins for Shopify's `s-*` elements, as far as our extensions use them: they can be read, clicked, filled in and
 * reached with a keyboard, and look a little like the real ones. As at Shopify, a slot takes direct children only, and an
 * element that does not exist shows nothing. Plain JavaScript for the browser.
 */
export const EXTENSION_ELEMENTS = String.raw`(() => {
  "use strict";
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  };
  const slot = (name) => make("slot", name ? { name } : {});
  const FLAGS = new Set(["disabled", "loading", "multiple", "required"]);

  /** Properties and attributes say the same; whatever changes draws the element anew. */
  function define(name, properties, draw, style = "") {
    class Element extends HTMLElement {
      static observedAttributes = properties.map((property) => property.toLowerCase());
      constructor() {
        super();
        this.attachShadow({ mode: "open" });
      }
      connectedCallback() { this.draw(); }
      attributeChangedCallback() { if (this.isConnected) this.draw(); }
      draw() { draw(this, (...parts) => this.shadowRoot.replaceChildren(make("style", {}, BASE + style), ...parts)); }
    }
    for (const property of properties) {
      if (property in Element.prototype && property !== "slot") continue;
      const attribute = property.toLowerCase();
      Object.defineProperty(Element.prototype, property, {
        get() { return FLAGS.has(property) ? this.hasAttribute(attribute) : this.getAttribute(attribute) ?? undefined; },
        set(value) {
          if (FLAGS.has(property) ? !value : value === null || value === undefined) this.removeAttribute(attribute);
          else this.setAttribute(attribute, value === true ? "" : String(value));
        },
      });
    }
    customElements.define(name, Element);
  }

  const BASE = "*{box-sizing:border-box;font:inherit;color:inherit}:host([hidden]){display:none}";
  const BUTTON = "button,a{display:inline-block;padding:10px 16px;border:1px solid #707070;border-radius:8px;background:#fff;color:#1f1f1f;cursor:pointer;text-decoration:none;font-weight:600}.primary{background:#1a53a8;border-color:#1a53a8;color:#fff}.critical{color:#8e0b21;border-color:#8e0b21}button:disabled{background:#efefef;color:#595959;border-color:#c4c4c4;cursor:default}button:focus-visible,a:focus-visible{outline:2px solid #0b4fb3;outline-offset:2px}";
  const FIELD = "label{display:block}span{display:block;margin-bottom:4px}input,select,textarea{width:100%;padding:8px 10px;border:1px solid #707070;border-radius:8px;background:#fff}.error{color:#8e0b21;margin:4px 0 0}input:focus-visible,select:focus-visible,textarea:focus-visible{outline:2px solid #0b4fb3;outline-offset:1px}";

  const plain = (name, properties, style, role) => define(name, properties, (element, show) => {
    if (role && !element.hasAttribute("role")) element.setAttribute("role", role);
    show(slot());
  }, style);
  const GAPS = ":host([gap=none]){gap:0}:host([gap=small]){gap:8px}:host([gap=base]){gap:16px}:host([gap=large]){gap:24px}";
  plain("s-stack", ["direction", "gap"], ":host{display:flex;flex-direction:column;align-items:flex-start}:host>*{max-width:100%}:host([direction=inline]){flex-direction:row;flex-wrap:wrap}::slotted(s-number-field),::slotted(s-select),::slotted(s-text-area),::slotted(s-text-field),::slotted(s-date-field),::slotted(s-drop-zone),::slotted(s-banner),::slotted(s-section),::slotted(s-stack){align-self:stretch}" + GAPS);
  plain("s-text", ["color", "type", "tone"], ":host([color=subdued]){color:#595959}:host([type=strong]){font-weight:700}");
  plain("s-paragraph", ["color"], ":host{display:block}");
  plain("s-unordered-list", [], ":host{display:block;padding-left:20px}", "list");
  plain("s-list-item", [], ":host{display:list-item;list-style:disc}", "listitem");
  plain("s-badge", ["tone"], ":host{display:inline-block;padding:2px 10px;border-radius:999px;background:#e8eef7;color:#1f1f1f;font-size:14px}:host([tone=critical]){background:#fde6e8;color:#8e0b21}:host([tone=warning]){background:#fff3d6}:host([tone=success]){background:#e3f3e8}");
  plain("s-divider", [], ":host{display:block;border-top:1px solid #dedede}");
  plain("s-option", ["value", "selected"], ":host{display:none}");

  define("s-section", ["heading"], ({ heading }, show) =>
    show(...(heading ? [make("h3", {}, heading)] : []), slot()), ":host{display:block;padding:16px;border:1px solid #dedede;border-radius:12px;background:#fff}h3{margin:0 0 12px;font-weight:700}");
  define("s-banner", ["heading", "tone"], ({ heading, tone }, show) =>
    show(make("div", { role: tone === "critical" ? "alert" : "status" }, ...(heading ? [make("strong", {}, heading)] : []), slot())), "div{padding:12px 16px;border-radius:8px;background:#e8eef7;display:flex;flex-direction:column;align-items:flex-start;gap:8px}strong{font-weight:700}:host([tone=critical]) div{background:#fde6e8}:host([tone=warning]) div{background:#fff3d6}:host([tone=success]) div{background:#e3f3e8}");
  define("s-spinner", ["accessibilityLabel"], ({ accessibilityLabel }, show) =>
    show(make("span", { role: "status" }, accessibilityLabel ?? "")), "span{color:#595959}");

  define("s-button", ["variant", "tone", "disabled", "loading", "href", "target", "accessibilityLabel"], (element, show) => {
    const { variant, tone, disabled, loading, href, target, accessibilityLabel } = element;
    const look = { class: [variant, tone].filter(Boolean).join(" "), "aria-label": accessibilityLabel };
    const link = href ? make("a", { href, target, rel: "noopener", ...look }, slot()) : null;
    show(link ?? make("button", { type: "button", disabled: disabled || loading, "aria-busy": loading ? "true" : null, ...look }, slot()));
  }, BUTTON);
  define("s-link", ["href", "target"], ({ href, target }, show) => show(make("a", { href, target, rel: "noopener" }, slot())), "a{color:#0b4fb3}");

  const action = (name) => define(name, ["heading"], ({ heading }, show) => show(
    make("h2", {}, heading ?? ""), slot(), make("footer", {}, slot("secondary-actions"), slot("primary-action")),
  ), ":host{display:block}h2{margin:0 0 16px;font-size:20px;font-weight:700}footer{display:flex;justify-content:flex-end;flex-wrap:wrap;gap:8px;margin-top:20px}");
  action("s-customer-account-action");
  action("s-admin-action");
  define("s-admin-block", ["heading"], ({ heading }, show) => show(make("h2", {}, heading ?? ""), slot()), ":host{display:block}h2{margin:0 0 12px;font-size:16px;font-weight:700}");

  /** A field keeps what was typed while it is drawn anew, and tells of it under its own name. */
  function field(name, properties, control) {
    define(name, ["label", "value", "error", "disabled", "required", "placeholder", ...properties], (element, show) => {
      const old = element.control;
      const input = control(element);
      const isSame = old && old.tagName === input.tagName;
      if (isSame) for (const { name: key, value } of [...input.attributes]) old.setAttribute(key, value);
      element.control = isSame ? old : input;
      element.control.disabled = element.disabled;
      if (isSame && input.tagName === "SELECT") old.replaceChildren(...input.childNodes);
      if (element.getAttribute("value") !== null && input.type !== "file" && element.control.value !== element.getAttribute("value")) element.control.value = element.getAttribute("value");
      if (!isSame) {
        input.addEventListener("change", () => {
          if (input.type === "file") element.files = [...input.files];
          else element.setAttribute("value", input.value);
          element.dispatchEvent(new Event("change", { bubbles: true }));
        });
      }
      if (isSame && element.shadowRoot.contains(old)) {
        element.shadowRoot.querySelector("span").textContent = element.label ?? "";
        element.shadowRoot.querySelector(".error").textContent = element.error ?? "";
        return;
      }
      show(make("label", {}, make("span", {}, element.label ?? ""), element.control), make("p", { class: "error", role: "alert" }, element.error ?? ""));
    }, FIELD);
  }
  field("s-number-field", ["min", "max", "step"], ({ min, max, step }) => make("input", { type: "number", min, max, step }));
  field("s-text-field", ["maxLength"], ({ maxLength }) => make("input", { type: "text", maxlength: maxLength }));
  field("s-text-area", ["rows", "maxLength"], ({ rows, maxLength }) => make("textarea", { rows, maxlength: maxLength }));
  field("s-date-field", [], () => make("input", { type: "date" }));
  field("s-drop-zone", ["accept", "multiple"], ({ accept, multiple }) => make("input", { type: "file", accept, multiple }));
  field("s-select", [], (element) => {
    const options = [...element.querySelectorAll("s-option")].map((option) => make("option", { value: option.getAttribute("value") }, option.textContent));
    return make("select", {}, ...options);
  });
  // Options may come after the select itself.
  new MutationObserver((changes) => {
    for (const select of new Set(changes.map(({ target }) => target.closest?.("s-select")))) if (select) select.draw();
  }).observe(document, { childList: true, subtree: true });

  new MutationObserver(() => {
    for (const element of document.querySelectorAll("*")) {
      const name = element.localName;
      if (name.startsWith("s-") && !customElements.get(name)) console.error("There is no element " + name + ".");
    }
  }).observe(document, { childList: true, subtree: true });
})();`;
