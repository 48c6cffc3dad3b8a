import { setUpExtension } from "@shopify/ui-extensions-tester";
import { createCartLine } from "@shopify/ui-extensions-tester/customer-account";
import { fireEvent, waitFor } from "@testing-library/preact";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { anOrder, anOrderLine, anRma, appThatAnswers, refusal, sentTo, the, withText } from "./app.ts";

const BLOCK = "customer-account.order-status.block.render";
const LINE = "customer-account.order-status.cart-line-item.render-after";

beforeEach(() => {
  vi.stubGlobal("process", { ...process, env: { ...process.env, APP_URL: "https://rma-desk.test" } });
});

describe("the block on the order status page", () => {
  it("shows number, address, checklist and form of an approved RMA", async () => {
    using extension = setUpExtension(BLOCK);
    extension.fetch = appThatAnswers({ order: anOrder({ rmas: [anRma()] }), form: { url: "https://rma-desk.test/f" } });
    const navigate = vi.fn();
    extension.navigation.navigate = navigate;
    await extension.render();

    await waitFor(() => the("s-section", "rma.number"));
    fireEvent.click(the("s-button", "rma.form"));
    await waitFor(() => expect(navigate).toHaveBeenCalledWith("https://rma-desk.test/f"));

    expect(the("s-section", "1 Main Street")).toBeDefined();
    expect(document.querySelectorAll("s-list-item")).toHaveLength(4);
  });

  it("shows no checklist for what a person still decides", async () => {
    const rma = anRma({ number: null, status: "requested", expiresOn: null, hasForm: false, shipTo: [] });
    using extension = setUpExtension(BLOCK);
    extension.fetch = appThatAnswers({ order: anOrder({ rmas: [rma] }) });
    await extension.render();

    await waitFor(() => the("s-section", "rma.inReview"));

    expect(document.querySelectorAll("s-list-item")).toHaveLength(0);
    expect(withText("s-button", "rma.form")).toEqual([]);
  });

  it("withdraws only after it has asked", async () => {
    const app = appThatAnswers({ order: anOrder({ rmas: [anRma()] }), withdraw: { status: "cancelled" } });
    using extension = setUpExtension(BLOCK);
    extension.fetch = app;
    await extension.render();

    await waitFor(() => the("s-button", "rma.withdraw"));
    fireEvent.click(the("s-button", "rma.withdraw"));
    await waitFor(() => the("s-text", "rma.withdrawQuestion"));
    expect(sentTo(app, "withdraw")).toEqual([]);
    fireEvent.click(the("s-button", "yes"));

    await waitFor(() => expect(sentTo(app, "order")).toHaveLength(2));
    expect(sentTo(app, "withdraw")).toEqual([{ orderId: "gid://shopify/Order/1", rma: "rma-1" }]);
  });

  it("cancels waiting units, and says when they have shipped meanwhile", async () => {
    const waiting = [{ lineId: "gid://shopify/LineItem/9", title: "Belt", quantity: 2 }];
    const app = appThatAnswers({
      order: anOrder({ waiting }),
      "cancel-waiting": refusal(422, { error: "already-released" }),
    });
    using extension = setUpExtension(BLOCK);
    extension.fetch = app;
    await extension.render();

    await waitFor(() => the("s-button", "waiting.cancel"));
    fireEvent.click(the("s-button", "waiting.cancel"));
    await waitFor(() => the("s-button", "yes"));
    fireEvent.click(the("s-button", "yes"));

    await waitFor(() => the("s-banner", "failures.already-released"));
    expect(sentTo(app, "cancel-waiting")).toEqual([
      expect.objectContaining({ lineId: "gid://shopify/LineItem/9", quantity: 2 }),
    ]);
  });

  it("asks whoever came by a link in a mail to log in, and the app nothing", async () => {
    const app = appThatAnswers({});
    using extension = setUpExtension(BLOCK);
    extension.fetch = app;
    extension.shopify.authenticationState.value = "pre_authenticated";
    const requireLogin = vi.fn(async () => undefined);
    extension.shopify.requireLogin = requireLogin;
    await extension.render();

    fireEvent.click(the("s-button", "block.login"));

    expect(requireLogin).toHaveBeenCalledOnce();
    expect(app).not.toHaveBeenCalled();
  });
});

describe("what stands under an item", () => {
  const group = (lines: string[], en: string) => ({ lines, text: { en, fr: `${en} (fr)` } });
  const metafield = (value: unknown) => ({
    target: { type: "order" as const, id: "gid://shopify/Order/1" },
    metafield: {
      namespace: "$app",
      key: "policy",
      type: "json",
      valueType: "json_string" as const,
      value: JSON.stringify(value),
    },
  });
  const groups = [group(["1", "2"], "Returnable."), group(["gid://shopify/LineItem/3"], "No return.")];

  it.each([
    { id: "gid://shopify/LineItem/2", language: "en", says: "Returnable." },
    { id: "gid://shopify/CartLine/3", language: "en", says: "No return." },
    { id: "gid://shopify/LineItem/3", language: "fr-CA", says: "No return. (fr)" },
  ])("is the metafield's text for $id in $language, without a request", async ({ id, language, says }) => {
    const app = appThatAnswers({});
    using extension = setUpExtension(LINE);
    extension.fetch = app;
    extension.shopify.target.value = createCartLine({ id });
    extension.shopify.appMetafields.value = [metafield({ groups })];
    Object.assign(extension.shopify.localization.extensionLanguage.value, { isoCode: language });
    await extension.render();

    expect(document.body.textContent).toBe(says);
    expect(app).not.toHaveBeenCalled();
  });

  it("comes from the app where the page names the item by something else", async () => {
    const line = anOrderLine({ variantId: "gid://shopify/ProductVariant/7", text: { en: "From the app.", fr: "" } });
    using extension = setUpExtension(LINE);
    extension.fetch = appThatAnswers({ order: anOrder({ lines: [anOrderLine(), line] }) });
    const target = createCartLine({ id: "gid://shopify/CartLine/99" });
    extension.shopify.target.value = { ...target, merchandise: { ...target.merchandise, id: line.variantId ?? "" } };
    extension.shopify.appMetafields.value = [metafield({ groups })];
    await extension.render();

    await waitFor(() => expect(document.body.textContent).toBe("From the app."));
  });

  it.each([{ value: "no JSON" }, { value: [] }, { value: { groups: [{ lines: ["1"] }] } }, { value: null }])(
    "is nothing when the metafield holds $value and the app does not answer",
    async ({ value }) => {
      using extension = setUpExtension(LINE);
      extension.fetch = appThatAnswers({ order: new Error("no network") });
      extension.shopify.target.value = createCartLine({ id: "gid://shopify/LineItem/1" });
      extension.shopify.appMetafields.value = [metafield(value)];
      await extension.render();

      expect(document.body.textContent).toBe("");
    },
  );
});

describe("the entry among the order's actions", () => {
  it("is one button that opens the action", async () => {
    using extension = setUpExtension("customer-account.order.action.menu-item.render");
    await extension.render();

    expect(document.body.innerHTML).toBe("<s-button>menu</s-button>");
  });
});
