import { setUpExtension } from "@shopify/ui-extensions-tester";
import { fireEvent, waitFor } from "@testing-library/preact";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { anOrder, anOrderLine, appThatAnswers, sentTo, the, withText } from "./app.ts";

const TARGET = "admin.order-details.block.render";
const ORDER_ID = "gid://shopify/Order/1001";

beforeEach(() => {
  vi.stubGlobal("process", { ...process, env: { ...process.env, APP_URL: "https://rma-desk.test" } });
});

function open(app: (input: unknown, init?: RequestInit) => Promise<Response>) {
  const extension = setUpExtension(TARGET);
  extension.shopify.data = { selected: [{ id: ORDER_ID }] };
  extension.fetch = app;
  return extension;
}

describe("the block on the admin's order page", () => {
  it("asks for the order that is open and shows verdict and clause of every line", async () => {
    const gauge = anOrderLine({
      lineId: "gid://shopify/LineItem/2",
      title: "Gauge",
      verdict: "deny",
      text: { en: "No return on electronic parts.", fr: "Aucun retour." },
    });
    const app = appThatAnswers({ order: anOrder({ lines: [anOrderLine(), gauge] }) });
    using extension = open(app);
    await extension.render();

    await waitFor(() => the("s-text", "No return on electronic parts."));

    expect(sentTo(app, "order")).toEqual([{ orderId: ORDER_ID }]);
    expect(app.mock.calls[0]?.[1]?.headers).toMatchObject({ Authorization: "Bearer mock-id-token" });
    expect(the("s-badge", "verdict.allow").getAttribute("tone")).toBe("success");
    expect(the("s-badge", "verdict.deny").getAttribute("tone")).toBe("critical");
  });

  it("shows RMAs, claims, waiting units and breaches, each with a way to its page", async () => {
    const order = anOrder({
      rmas: [
        { id: "rma-1", number: "RMA-100001-5", kind: "return", status: "approved" },
        { id: "claim-1", number: null, kind: "warranty", status: "opened" },
      ],
      waiting: [
        {
          lineId: "gid://shopify/LineItem/1",
          title: "Belt",
          places: [
            { quantity: 2, place: 3, unitsAhead: 5, expectedOn: "2026-04-01", skipped: { en: "Not paid", fr: "" } },
          ],
        },
      ],
      breaches: [
        {
          id: "breach-1",
          text: { en: "The return was refunded without its restock fee.", fr: "" },
          clause: { en: "Restock fees of 25%", fr: "" },
          amount: "25.00",
          person: "Ann",
        },
      ],
    });
    using extension = open(appThatAnswers({ order }));
    await extension.render();

    await waitFor(() => the("s-banner", "The return was refunded without its restock fee."));

    expect(the("s-link", "RMA-100001-5").getAttribute("href")).toBe("app:app/rmas/rma-1");
    expect(the("s-link", "rma.withoutNumber").getAttribute("href")).toBe("app:app/rmas/claim-1");
    expect(the("s-link", "breach.open").getAttribute("href")).toBe("app:app/breaches/breach-1");
    expect(the("s-text", "waiting.place").textContent).toContain("waiting.expected");
    expect(the("s-text", "waiting.place").textContent).toContain("waiting.skipped");
    expect(the("s-text", "breach.beyond").textContent).toContain("Ann");
  });

  it("names no amount for a breach that cost none", async () => {
    const text = { en: "Released out of turn.", fr: "" };
    const breaches = [{ id: "b", text, clause: text, amount: "0.00", person: null }];
    using extension = open(appThatAnswers({ order: anOrder({ breaches }) }));
    await extension.render();

    await waitFor(() => the("s-banner", "Released out of turn."));

    expect(withText("s-text", "breach.beyond")).toEqual([]);
  });

  it("leads to the action of the same order", async () => {
    using extension = open(appThatAnswers({ order: anOrder() }));
    const navigate = vi.spyOn(extension.shopify.navigation, "navigate");
    await extension.render();

    await waitFor(() => the("s-button", "action.name"));
    fireEvent.click(the("s-button", "action.name"));

    expect(navigate).toHaveBeenCalledWith("extension://open-rma");
  });

  it("loads, says what went wrong, and can be tried again", async () => {
    using extension = open(appThatAnswers({ order: Response.json({ error: "order-not-found" }, { status: 404 }) }));
    await extension.render();
    expect(document.querySelector("s-spinner")).not.toBeNull();
    await waitFor(() => the("s-banner", "failures.order-not-found"));

    extension.fetch = appThatAnswers({ order: anOrder() });
    fireEvent.click(the("s-button", "again"));

    await waitFor(() => the("s-text", "Variator kit"));
  });

  it("takes a fresh token once, and then says that the session has ended", async () => {
    const refused = vi.fn(async () => Response.json({ error: "session-token-expired" }, { status: 401 }));
    using extension = open(refused);
    await extension.render();

    await waitFor(() => the("s-banner", "failures.login"));

    expect(refused).toHaveBeenCalledTimes(2);
  });
});
