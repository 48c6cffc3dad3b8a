import { setUpExtension } from "@shopify/ui-extensions-tester";
import { fireEvent, waitFor } from "@testing-library/preact";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { anOrder, anOrderLine, anRma, appThatAnswers, refusal, sentTo, the, withText } from "./app.ts";

const BLOCK = "customer-account.order-status.block.render";
const COVERED = { verdict: "allow", findings: [], warrantyUntil: "2027-01-31", phones: ["450-359-0604"] } as const;
const OUTSIDE = {
  verdict: "deny" as const,
  findings: [{ code: "outside-region", text: { en: "Bought outside North America.", fr: "Acheté ailleurs." } }],
};

beforeEach(() => {
  vi.stubGlobal("process", { ...process, env: { ...process.env, APP_URL: "https://rma-desk.test" } });
});

function open(app: ReturnType<typeof appThatAnswers>) {
  const extension = setUpExtension(BLOCK);
  extension.fetch = app;
  return extension;
}

const press = (text: string) => fireEvent.click(the("s-button", text));

function fill(name: string, value: string): void {
  const field = document.querySelector(name);
  if (!field) throw new Error(`There is no <${name}>.`);
  Object.assign(field, { value });
  fireEvent(field, new Event("change"));
}

describe("something is defective", () => {
  it("says first that it is covered and whom to call, with links to both numbers", async () => {
    using extension = open(appThatAnswers({ order: anOrder() }));
    await extension.render();

    await waitFor(() => the("s-button", "claim.start"));
    press("claim.start");
    await waitFor(() => the("s-badge", "claim.verdict.allow"));

    expect([...document.querySelectorAll("s-link")].map((link) => link.getAttribute("href"))).toEqual([
      "tel:4503590604",
      "tel:18777770604",
    ]);
    expect(the("s-text", "claim.call")).toBeDefined();
    expect(withText("s-button", "RMA")).toEqual([]);
  });

  it("sends what is wrong under one name, however often it is tried", async () => {
    const app = appThatAnswers({ order: anOrder(), claim: new Error("cut") });
    using extension = open(app);
    await extension.render();

    await waitFor(() => the("s-button", "claim.start"));
    press("claim.start");
    await waitFor(() => the("s-text-area", ""));
    expect(the("s-button", "claim.send").hasAttribute("disabled")).toBe(true);
    fill("s-text-area", "  no sparks ");
    fill("s-text-field", "BWS 125, 2019");
    await waitFor(() => expect(the("s-button", "claim.send").hasAttribute("disabled")).toBe(false));
    press("claim.send");
    await waitFor(() => the("s-banner", "failures.offline"));
    press("claim.send");
    await waitFor(() => expect(sentTo(app, "claim")).toHaveLength(2));

    const [first, second] = sentTo(app, "claim");
    expect(first).toEqual(second);
    expect(first).toMatchObject({
      lineId: "gid://shopify/LineItem/1",
      quantity: 1,
      symptom: "no sparks",
      installed: null,
      vehicle: "BWS 125, 2019",
      photos: [],
    });
  });

  it("shows the open case and its numbers afterwards", async () => {
    const claimCard = anRma({
      number: null,
      kind: "warranty",
      status: "opened",
      expiresOn: null,
      hasForm: false,
      shipTo: [],
      phones: ["450-359-0604"],
    });
    const app = appThatAnswers({
      get order() {
        return anOrder({ rmas: sentTo(app, "claim").length === 0 ? [] : [claimCard] });
      },
      claim: { ...COVERED, next: "call-required" },
    });
    using extension = open(app);
    await extension.render();

    await waitFor(() => the("s-button", "claim.start"));
    press("claim.start");
    await waitFor(() => the("s-text-area", ""));
    fill("s-text-area", "no sparks");
    await waitFor(() => expect(the("s-button", "claim.send").hasAttribute("disabled")).toBe(false));
    press("claim.send");
    await waitFor(() => the("s-section", "claim.title"));

    expect(the("s-badge", "rma.status.opened")).toBeDefined();
    expect(the("s-link", "450-359-0604").getAttribute("href")).toBe("tel:4503590604");
  });

  it("gives the reasons and neither number nor form where it is not covered", async () => {
    using extension = open(appThatAnswers({ order: anOrder({ lines: [anOrderLine({ claim: OUTSIDE })] }) }));
    await extension.render();

    await waitFor(() => the("s-button", "claim.start"));
    press("claim.start");
    await waitFor(() => the("s-text", "Bought outside North America."));

    expect(document.querySelectorAll("s-link, s-text-area")).toHaveLength(0);
    expect(withText("s-button", "claim.send")).toEqual([]);
  });

  it("believes the app's latest word when a claim is denied after all", async () => {
    using extension = open(appThatAnswers({ order: anOrder(), claim: OUTSIDE }));
    await extension.render();

    await waitFor(() => the("s-button", "claim.start"));
    press("claim.start");
    await waitFor(() => the("s-text-area", ""));
    fill("s-text-area", "no sparks");
    await waitFor(() => expect(the("s-button", "claim.send").hasAttribute("disabled")).toBe(false));
    press("claim.send");

    await waitFor(() => the("s-text", "Bought outside North America."));
    expect(document.querySelectorAll("s-link")).toHaveLength(0);
  });

  it("says what is wrong with an answer that was refused", async () => {
    const details = [{ path: "quantity", code: "out-of-range" }];
    using extension = open(
      appThatAnswers({ order: anOrder(), claim: refusal(400, { error: "invalid-request", details }) }),
    );
    await extension.render();

    await waitFor(() => the("s-button", "claim.start"));
    press("claim.start");
    await waitFor(() => the("s-text-area", ""));
    fill("s-text-area", "no sparks");
    await waitFor(() => expect(the("s-button", "claim.send").hasAttribute("disabled")).toBe(false));
    press("claim.send");

    await waitFor(() => the("s-banner", "failures.out-of-range"));
  });
});
