import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { staffSurface } from "../scenario/surfaces/staff.ts";
import { CLEAN, checked, picture, startScene, VIEWS, type Scene } from "./scene.ts";

let scene: Scene;

const breachPage = z.object({ rows: z.array(z.object({ id: z.string(), orderName: z.string(), code: z.string() })) });

const staff = () => staffSurface(scene.world.appUrl, scene.world.store);

/** The page of an order's case, whatever became of it. */
async function caseOf(order: string, state: string): Promise<string> {
  const routes = await staff().read(`/app/breaches?state=${state}`);
  const { rows } = breachPage.parse(routes["routes/app.breaches._index"]);
  return `/app/breaches/${rows.find(({ orderName }) => orderName === order)?.id ?? ""}`;
}

const CASES = ["#1001", "#1002", "#1003", "#1004"] as const;

beforeAll(async () => {
  scene = await startScene();
  const { store } = scene.world;
  store.createProduct({ sku: "VAR-1", title: "Variator kit", price: "33.33", stock: 50 });
  store.createProduct({ sku: "RX2N", title: "RX-2N gauge", price: "229.95", tags: ["Electronic"], stock: 9 });
  for (const name of CASES) scene.place(name, "Ann", [[name === "#1001" ? "RX2N" : "VAR-1", 1]]);
  await scene.shipped(...CASES);
  for (const name of CASES) store.refundInAdmin(name, { amount: "10.01" });
  const settings = JSON.stringify({ breach: { invoiceButton: true } });
  expect(await staff().send("/app/policy", { intent: "publish", settings })).toMatchObject({ status: 200 });
  await scene.world.settle();
}, 180_000);
afterAll(() => scene.close());

describe("the breach desk", () => {
  it("closes a case only with a reason, and keeps it", async () => {
    const path = await caseOf("#1002", "open");
    const shown = await scene.open(path);
    await shown.frame.getByRole("button", { name: "Close", exact: true }).click();
    await shown.frame.getByText("Give a reason.").first().waitFor();
    await shown.frame.getByRole("textbox", { name: "Reason" }).fill("A scratched box");
    await shown.frame.getByRole("button", { name: "Close", exact: true }).click();
    await shown.frame.getByRole("button", { name: "Close", exact: true }).waitFor({ state: "detached" });
    await shown.frame.getByText("A scratched box").waitFor();
    await shown.close();

    expect(await caseOf("#1002", "closed")).toBe(path);
  });

  it("takes a case on as an override", async () => {
    const path = await caseOf("#1003", "open");
    const shown = await scene.open(path);
    await shown.frame.getByRole("textbox", { name: "Reason" }).fill("A friend of the house");
    await shown.frame.getByRole("button", { name: "Adopt as an override" }).click();
    await shown.frame.getByRole("textbox", { name: "Reason" }).waitFor({ state: "detached" });
    await shown.frame.getByText("A friend of the house").waitFor();
    await shown.close();

    expect(await caseOf("#1003", "adopted")).toBe(path);
  });

  it("sends an invoice by the way that is chosen, and shows where it is", async () => {
    const path = await caseOf("#1004", "open");
    const shown = await scene.open(path);
    await shown.frame.getByText("On this order", { exact: true }).click();
    await shown.frame.getByRole("button", { name: "Send the invoice" }).click();
    await shown.frame.getByText("The invoice is on its way.").first().waitFor();
    await shown.close();
    await scene.world.settle();
    const after = await scene.open(path);
    await after.frame.getByText("Invoiced as an item on the order").waitFor();
    const links = await after.frame.getByRole("link", { name: "Open it in Shopify" }).count();
    await after.close();

    expect(links).toBe(1);
    expect(await caseOf("#1004", "invoiced")).toBe(path);
    expect(scene.world.store.sentInvoices().map(({ amount }) => amount)).toEqual(["10.01"]);
  });
});

describe.each(VIEWS)("the breach desk on a $screen in $locale", (view) => {
  it.each([
    ["list", async () => "/app/breaches"],
    ["case", () => caseOf("#1001", "open")],
    ["closed", () => caseOf("#1002", "closed")],
    ["invoiced", () => caseOf("#1004", "invoiced")],
    ["order", async () => scene.orderPath("#1004")],
  ])("shows %s, accessible and within the window", async (name, path) => {
    const shown = await scene.open(await path(), view);
    await shown.frame.getByRole("heading", { level: 1 }).first().waitFor();
    const found = await checked(shown);
    await picture(shown, `breach-desk-${name}-${view.screen}-${view.locale}`);
    await shown.close();

    expect(found).toEqual(CLEAN);
  });
});
