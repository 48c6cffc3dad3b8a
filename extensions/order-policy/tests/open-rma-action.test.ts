import { setUpExtension } from "@shopify/ui-extensions-tester";
import { fireEvent, waitFor } from "@testing-library/preact";
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  aDeniedLine,
  anAnswer,
  anAnsweredLine,
  anOrder,
  anOrderLine,
  appThatAnswers,
  sentTo,
  the,
  withText,
} from "./app.ts";

const TARGET = "admin.order-details.action.render";
const ORDER_ID = "gid://shopify/Order/1001";
const KIT = "gid://shopify/LineItem/1";
const GAUGE = "gid://shopify/LineItem/2";

beforeEach(() => {
  vi.stubGlobal("process", { ...process, env: { ...process.env, APP_URL: "https://rma-desk.test" } });
});

function open(app: ReturnType<typeof appThatAnswers>) {
  const extension = setUpExtension(TARGET);
  extension.shopify.data = { selected: [{ id: ORDER_ID }] };
  extension.shopify.close = vi.fn();
  extension.fetch = app;
  return extension;
}

/** Fills a field in and leaves it, as a person does. */
function fill(field: Element | undefined, value: string): void {
  if (!field) throw new Error("There is no such field.");
  Object.assign(field, { value });
  fireEvent(field, new Event("change"));
}

const press = (text: string) => fireEvent.click(the("s-button", text));
const fields = (name: string) => [...document.querySelectorAll(name)];

describe("opening an RMA for a customer who called", () => {
  it("sends the day of the call, units, reason and note, and shows number, fee and refund", async () => {
    const app = appThatAnswers({ order: anOrder(), return: anAnswer() });
    using extension = open(app);
    await extension.render();

    await waitFor(() => the("s-number-field", ""));
    fill(fields("s-date-field")[0], "2026-02-27");
    fill(fields("s-number-field")[0], "2");
    await waitFor(() => the("s-select", ""));
    fill(fields("s-select")[0], "does-not-fit");
    fill(fields("s-text-area")[0], "  <b>too wide</b> ");
    await waitFor(() => expect(the("s-button", "action.send").hasAttribute("disabled")).toBe(false));
    press("action.send");
    await waitFor(() => the("s-banner", "answer.opened"));

    const line = { lineId: KIT, quantity: 2, reason: "does-not-fit", note: "<b>too wide</b>" };
    expect(sentTo(app, "return")).toEqual([{ orderId: ORDER_ID, lines: [line], calledOn: "2026-02-27" }]);
    expect(the("s-link", "RMA-100001-5").getAttribute("href")).toBe("app:app/rmas/rma-1");
    expect(the("s-text", "answer.figures")).toBeDefined();
  });

  it("starts with today and asks nothing while no unit is chosen", async () => {
    const app = appThatAnswers({ order: anOrder() });
    using extension = open(app);
    await extension.render();

    await waitFor(() => the("s-number-field", ""));

    expect(fields("s-date-field")[0]?.getAttribute("value")).toBe("2026-03-02");
    expect(the("s-button", "action.send").hasAttribute("disabled")).toBe(true);
  });

  it("shows all findings, and offers no override to whoever may not give one", async () => {
    const answer = anAnswer({ lines: [aDeniedLine(KIT)], error: "nothing-allowed" });
    using extension = open(appThatAnswers({ order: anOrder(), return: answer }));
    await extension.render();

    await waitFor(() => the("s-number-field", ""));
    fill(fields("s-number-field")[0], "1");
    await waitFor(() => the("s-select", ""));
    press("action.send");
    await waitFor(() => the("s-banner", "answer.nothing-allowed"));

    expect(the("s-text", "No return on electronic parts.")).toBeDefined();
    expect(withText("s-button", "override.send")).toEqual([]);
  });

  it("overrides the denied lines alone, with a reason; what has its case is not asked for again", async () => {
    const order = anOrder({
      mayOverride: true,
      lines: [anOrderLine(), anOrderLine({ lineId: GAUGE, title: "Gauge", verdict: "deny" })],
    });
    const partly = anAnswer({ lines: [anAnsweredLine(), aDeniedLine(GAUGE)] });
    const second = anAnswer({ lines: [anAnsweredLine({ lineId: GAUGE })], error: "second-person-required" });
    const app = appThatAnswers({
      order,
      get return() {
        return sentTo(app, "return").length > 1 ? second : partly;
      },
    });
    using extension = open(app);
    await extension.render();

    await waitFor(() => the("s-number-field", ""));
    for (const field of fields("s-number-field")) fill(field, "1");
    await waitFor(() => expect(fields("s-select")).toHaveLength(2));
    press("action.send");
    await waitFor(() => the("s-banner", "answer.partly"));
    expect(the("s-button", "override.send").hasAttribute("disabled")).toBe(true);
    fill(fields("s-text-area")[0], " a dealer we value ");
    await waitFor(() => expect(the("s-button", "override.send").hasAttribute("disabled")).toBe(false));
    press("override.send");
    await waitFor(() => the("s-banner", "answer.second-person-required"));

    expect(sentTo(app, "return")[1]).toEqual({
      orderId: ORDER_ID,
      lines: [{ lineId: GAUGE, quantity: 1, reason: "unwanted" }],
      calledOn: "2026-03-02",
      override: "a dealer we value",
    });
  });

  it.each([
    { answer: Response.json({ error: "role-required" }, { status: 422 }), says: "failures.role-required" },
    {
      answer: Response.json(
        { error: "invalid-request", details: [{ path: "calledOn", code: "in-the-future" }] },
        { status: 400 },
      ),
      says: "failures.in-the-future",
    },
    { answer: new Error("cut"), says: "failures.offline" },
    { answer: new Response("<html>", { status: 502 }), says: "failures.try-again" },
  ])("says $says and keeps what was filled in", async ({ answer, says }) => {
    using extension = open(appThatAnswers({ order: anOrder(), return: answer }));
    await extension.render();

    await waitFor(() => the("s-number-field", ""));
    fill(fields("s-number-field")[0], "1");
    await waitFor(() => the("s-select", ""));
    press("action.send");
    await waitFor(() => the("s-banner", says));

    // Units were chosen, so the line still asks why.
    expect(fields("s-select")).toHaveLength(1);
    expect(the("s-button", "action.send").hasAttribute("disabled")).toBe(false);
  });

  it("closes when it has been read", async () => {
    using extension = open(appThatAnswers({ order: anOrder(), return: anAnswer() }));
    const close = vi.spyOn(extension.shopify, "close");
    await extension.render();

    await waitFor(() => the("s-number-field", ""));
    fill(fields("s-number-field")[0], "1");
    await waitFor(() => the("s-select", ""));
    press("action.send");
    await waitFor(() => the("s-banner", "answer.opened"));
    press("action.close");

    expect(close).toHaveBeenCalledOnce();
  });
});
