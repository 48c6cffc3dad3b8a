import { setUpExtension } from "@shopify/ui-extensions-tester";
import { fireEvent, waitFor } from "@testing-library/preact";
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  anAnswer,
  anAnsweredLine,
  anOrder,
  anOrderLine,
  anRma,
  appThatAnswers,
  refusal,
  sentTo,
  the,
  withText,
} from "./app.ts";

const TARGET = "customer-account.order.action.render";

beforeEach(() => {
  vi.stubGlobal("process", { ...process, env: { ...process.env, APP_URL: "https://rma-desk.test" } });
});

function open(app: ReturnType<typeof appThatAnswers>) {
  const extension = setUpExtension(TARGET);
  extension.shopify.orderId = "gid://shopify/Order/1001";
  extension.shopify.close = vi.fn();
  extension.fetch = app;
  return extension;
}

/** Fills the form in for the first line, as a shopper does. */
async function choose(quantity: string): Promise<void> {
  const field = await waitFor(() => the("s-number-field", ""));
  Object.assign(field, { value: quantity });
  fireEvent(field, new Event("change"));
}

const press = (text: string) => fireEvent.click(the("s-button", text));

describe("requesting a return", () => {
  it("shows fee and refund before anything is sent, and then sends exactly what was asked", async () => {
    const app = appThatAnswers({ order: anOrder(), preview: anAnswer(), request: anAnswer() });
    using extension = open(app);
    await extension.render();

    await choose("2");
    await waitFor(() => the("s-text-area", ""));
    const note = the("s-text-area", "");
    Object.assign(note, { value: "  <b>scratched</b> " });
    fireEvent(note, new Event("change"));
    press("action.look");
    await waitFor(() => the("s-stack", "review.fee"));
    const sentBefore = sentTo(app, "request");
    press("action.send");
    await waitFor(() => the("s-banner", "sent.title"));

    const lines = [{ lineId: "gid://shopify/LineItem/1", quantity: 2, reason: "unwanted" }];
    expect(sentTo(app, "preview")).toEqual([{ orderId: "gid://shopify/Order/1001", lines }]);
    expect(sentBefore).toEqual([]);
    expect(sentTo(app, "request")).toEqual([
      {
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        orderId: "gid://shopify/Order/1001",
        lines: [{ ...lines[0], note: "<b>scratched</b>" }],
      },
    ]);
  });

  it("shows the number of the new RMA, and closes when it has been read", async () => {
    const order = anOrder();
    const app = appThatAnswers({
      get order() {
        return sentTo(app, "request").length === 0
          ? order
          : anOrder({ rmas: [anRma(), anRma({ id: "older", number: "RMA-7" })] });
      },
      preview: anAnswer(),
      request: anAnswer({ lines: [anAnsweredLine({ rma: { id: "rma-1" } })] }),
    });
    using extension = open(app);
    const close = vi.spyOn(extension.shopify, "close");
    await extension.render();

    await choose("1");
    await waitFor(() => the("s-select", ""));
    press("action.look");
    await waitFor(() => the("s-button", "action.send"));
    press("action.send");
    await waitFor(() => the("s-section", "rma.number"));
    press("sent.close");

    expect(withText("s-section", "rma.number")).toHaveLength(1);
    expect(close).toHaveBeenCalledOnce();
  });

  it("says every reason when some lines are denied, and lets the others go", async () => {
    const findings = [
      { code: "electronic-part", text: { en: "No return on electronic parts.", fr: "Aucun retour." } },
      { code: "return-window-closed", text: { en: "The last day has passed.", fr: "Le dernier jour est passé." } },
    ];
    const gauge = anOrderLine({ lineId: "gid://shopify/LineItem/2", title: "Gauge" });
    const denied = {
      ...anAnsweredLine({ verdict: "deny", findings, warrantyUntil: "2027-01-31" }),
      lineId: gauge.lineId,
    };
    const { fee: _fee, refund: _refund, ...deniedLine } = denied;
    const app = appThatAnswers({
      order: anOrder({ lines: [anOrderLine(), gauge] }),
      preview: anAnswer({ lines: [anAnsweredLine(), deniedLine] }),
    });
    using extension = open(app);
    await extension.render();

    await choose("1");
    await waitFor(() => the("s-select", ""));
    press("action.look");
    await waitFor(() => the("s-banner", "review.partlyDenied"));

    expect(the("s-text", "No return on electronic parts.")).toBeDefined();
    expect(the("s-text", "The last day has passed.")).toBeDefined();
    expect(the("s-text", "review.warranty")).toBeDefined();
    expect(the("s-button", "action.send")).toBeDefined();
  });

  it("offers nothing to send when every line is denied", async () => {
    const line = anAnsweredLine({ verdict: "deny", findings: [] });
    const app = appThatAnswers({
      order: anOrder(),
      preview: refusal(422, anAnswer({ lines: [line], error: "nothing-allowed" })),
    });
    using extension = open(app);
    await extension.render();

    await choose("1");
    await waitFor(() => the("s-select", ""));
    press("action.look");
    await waitFor(() => the("s-banner", "review.denied"));

    expect(withText("s-button", "action.send")).toEqual([]);
  });

  it("sends a request whose answer was lost again under the same name", async () => {
    const app = appThatAnswers({ order: anOrder(), preview: anAnswer(), request: new Error("cut") });
    using extension = open(app);
    await extension.render();

    await choose("1");
    await waitFor(() => the("s-select", ""));
    press("action.look");
    await waitFor(() => the("s-button", "action.send"));
    press("action.send");
    await waitFor(() => the("s-banner", "failures.offline"));
    press("action.send");
    await waitFor(() => expect(sentTo(app, "request")).toHaveLength(2));

    const [first, second] = sentTo(app, "request");
    expect(first).toEqual(second);
  });

  it("names a photo in the request that took it, and says why another was refused", async () => {
    const app = appThatAnswers({
      order: anOrder(),
      photo: { photoId: "p-1" },
      preview: anAnswer(),
      request: anAnswer(),
    });
    using extension = open(app);
    await extension.render();
    await choose("1");
    const zone = await waitFor(() => the("s-drop-zone", ""));

    Object.assign(zone, { files: [new File(["jpeg"], "part.jpg", { type: "image/jpeg" })] });
    fireEvent(zone, new Event("change"));
    await waitFor(() => the("s-text", "line.photosAdded"));
    press("action.look");
    await waitFor(() => the("s-button", "action.send"));
    press("action.send");
    await waitFor(() => the("s-banner", "sent.title"));

    expect(sentTo(app, "request")).toEqual([
      expect.objectContaining({ lines: [expect.objectContaining({ photos: ["p-1"] })] }),
    ]);
  });

  it("says what is wrong with a file that is no photo", async () => {
    const details = [{ path: "photo", code: "not-a-photo" }];
    const app = appThatAnswers({ order: anOrder(), photo: refusal(415, { error: "invalid-request", details }) });
    using extension = open(app);
    await extension.render();
    await choose("1");
    const zone = await waitFor(() => the("s-drop-zone", ""));

    Object.assign(zone, { files: [new File(["MZ"], "part.jpg", { type: "image/jpeg" })] });
    fireEvent(zone, new Event("change"));

    await waitFor(() => expect(zone.getAttribute("error")).toBe("failures.not-a-photo"));
  });
});

describe("a call to the app", () => {
  it("takes a fresh token once when the first ran out", async () => {
    const answers = [refusal(401, { error: "session-token-expired" }), Response.json(anOrder())];
    const app = vi.fn(async () => answers.shift() ?? refusal(500, {}));
    using extension = setUpExtension(TARGET);
    extension.fetch = app;
    const get = vi.spyOn(extension.shopify.sessionToken, "get");
    await extension.render();

    await waitFor(() => the("s-text", "Variator kit"));

    expect(app).toHaveBeenCalledTimes(2);
    expect(get).toHaveBeenCalledTimes(2);
  });

  it("gives up after the second refusal and says that the session has ended", async () => {
    const app = vi.fn(async () => refusal(401, { error: "session-token-invalid" }));
    using extension = setUpExtension(TARGET);
    extension.fetch = app;
    await extension.render();

    await waitFor(() => the("s-banner", "failures.login"));

    expect(app).toHaveBeenCalledTimes(2);
  });

  it.each([
    { answer: new Error("no network"), says: "failures.offline" },
    { answer: refusal(404, { error: "order-not-found" }), says: "failures.order-not-found" },
    { answer: refusal(429, { error: "too-many-requests" }), says: "failures.too-many-requests" },
    { answer: refusal(503, { error: "try-again" }), says: "failures.try-again" },
    { answer: new Response("<html>", { status: 502 }), says: "failures.try-again" },
  ])("shows $says and can be tried again", async ({ answer, says }) => {
    using extension = open(appThatAnswers({ order: answer }));
    await extension.render();
    await waitFor(() => the("s-banner", says));

    extension.fetch = appThatAnswers({ order: anOrder() });
    press("again");

    await waitFor(() => the("s-text", "Variator kit"));
  });

  it("is made once before the first content", async () => {
    const app = appThatAnswers({ order: anOrder() });
    using extension = open(app);
    await extension.render();

    expect(document.querySelector("s-spinner")).not.toBeNull();
    await waitFor(() => the("s-text", "Variator kit"));

    expect(app).toHaveBeenCalledOnce();
  });
});
