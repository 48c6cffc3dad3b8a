import { setUpExtension } from "@shopify/ui-extensions-tester";
import { createCartLine } from "@shopify/ui-extensions-tester/customer-account";
import { fireEvent, waitFor } from "@testing-library/preact";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { anOrder, anRma, appThatAnswers, refusal, sentTo, the, withText } from "./app.ts";

const BLOCK = "customer-account.order-status.block.render";
const LINE = "customer-account.order-status.cart-line-item.render-after";

beforeEach(() => {
  vi.stubGlobal("process", { ...process, env: { ...process.env, APP_URL: "https://rma-desk.test" } });
});

describe("the block on the order status page", () => {
  it("shows number, address, checklist and form of an approved RMA", async () => {
    using extension = setUpExtension(BLOCK);
    extension.fetch = appThatAnswers({ order: anOrder({ rmas: [anRma()] }), form: { url: "https://rma-desk.test/f" } });
    await extension.render();

    await waitFor(() => the("s-section", "rma.number"));
    fireEvent.click(the("s-button", "rma.form"));
    const link = await waitFor(() => the("s-link", "rma.openForm"));

    expect(link.getAttribute("href")).toBe("https://rma-desk.test/f");
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
    expect(sentTo(app, "withdraw")).toEqual([{ rmaId: "rma-1" }]);
  });

  it("cancels waiting units, and says when they have shipped meanwhile", async () => {
    const place = {
      quantity: 2,
      place: 3,
      unitsAhead: 5,
      expectedOn: "2026-04-01",
      skipped: { en: "Not paid", fr: "" },
    };
    const waiting = [{ lineId: "gid://shopify/LineItem/9", title: "Belt", quantity: 2, places: [place] }];
    const app = appThatAnswers({
      order: anOrder({ waiting }),
      "cancel-waiting": refusal(422, { error: "already-released" }),
    });
    using extension = setUpExtension(BLOCK);
    extension.fetch = app;
    await extension.render();

    await waitFor(() => the("s-button", "waiting.cancel"));
    expect(the("s-text", "waiting.place").textContent).toContain("waiting.expected");
    expect(the("s-text", "waiting.place").textContent).toContain("waiting.skipped");
    fireEvent.click(the("s-button", "waiting.cancel"));
    await waitFor(() => the("s-button", "yes"));
    fireEvent.click(the("s-button", "yes"));

    await waitFor(() => the("s-banner", "failures.already-released"));
    expect(sentTo(app, "cancel-waiting")).toEqual([
      expect.objectContaining({ lineId: "gid://shopify/LineItem/9", quantity: 2 }),
    ]);
  });

  it("asks a shopper who was told of a delay whether he will wait, and then says that he agreed", async () => {
    const waiting = [{ lineId: "gid://shopify/LineItem/9", title: "Belt", quantity: 2, places: [] }];
    const answers: Record<string, unknown> = {
      order: anOrder({ waiting, delay: { agreedOn: null } }),
      "agree-to-wait": refusal(503, { error: "try-again" }),
    };
    const app = appThatAnswers(answers);
    using extension = setUpExtension(BLOCK);
    extension.fetch = app;
    await extension.render();

    await waitFor(() => the("s-button", "waiting.agree"));
    fireEvent.click(the("s-button", "waiting.agree"));
    await waitFor(() => the("s-banner", "failures.try-again"));
    Object.assign(answers, {
      "agree-to-wait": { agreedOn: "2026-07-04" },
      order: anOrder({ waiting, delay: { agreedOn: "2026-07-04" } }),
    });
    fireEvent.click(the("s-button", "waiting.agree"));

    await waitFor(() => the("s-text", "waiting.agreed"));
    expect(sentTo(app, "agree-to-wait")).toHaveLength(2);
    expect(withText("s-button", "waiting.agree")).toEqual([]);
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
  const gid = (kind: string, id: number) => `gid://shopify/${kind}/${id}`;
  const group = (ids: number[], en: string) => ({
    lines: ids.map((id) => gid("LineItem", id)),
    variants: ids.map((id) => gid("ProductVariant", id)),
    text: { en, fr: `${en} (fr)` },
  });
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
  const anItem = (id: string, variant: number) => {
    const line = createCartLine({ id });
    return { ...line, merchandise: { ...line.merchandise, id: gid("ProductVariant", variant) } };
  };

  it.each([
    { id: "gid://shopify/LineItem/2", variant: 2, language: "en", says: "Returnable." },
    { id: "gid://shopify/CartLine/9", variant: 3, language: "en", says: "No return." },
    { id: "gid://shopify/LineItem/3", variant: 1, language: "fr-CA", says: "No return. (fr)" },
    { id: "gid://shopify/CartLine/9", variant: 9, language: "en", says: "" },
  ])("is “$says” for $id that sells variant $variant in $language, without a request", async (item) => {
    const app = appThatAnswers({});
    using extension = setUpExtension(LINE);
    extension.fetch = app;
    extension.shopify.target.value = anItem(item.id, item.variant);
    extension.shopify.appMetafields.value = [
      metafield({ groups: [group([1, 2], "Returnable."), group([3], "No return.")] }),
    ];
    Object.assign(extension.shopify.localization.extensionLanguage.value, { isoCode: item.language });
    await extension.render();

    expect(document.body.textContent).toBe(item.says);
    expect(app).not.toHaveBeenCalled();
  });

  it.each(["no JSON", [], { groups: [{ lines: [gid("LineItem", 1)] }] }, null])(
    "is nothing when the metafield holds %j",
    async (value) => {
      using extension = setUpExtension(LINE);
      extension.shopify.target.value = anItem(gid("LineItem", 1), 1);
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
