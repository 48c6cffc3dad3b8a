import type { Frame } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staffSurface } from "../scenario/surfaces/staff.ts";
import { CLEAN, checked, picture, startScene, VIEWS, type Scene } from "./scene.ts";

/** The machine may be busy with other tests. */
const PATIENTLY = { timeout: 15_000 };

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
  scene.world.store.createProduct({ sku: "VAR-1", title: "Variator kit", price: "33.33", type: "Drive", stock: 100 });
  scene.place("#1001", "Ann", [["VAR-1", 1]]);
  await scene.shipped("#1001");
}, 180_000);
afterAll(() => scene.close());

/** What the list says of each step. */
const states = (frame: Frame) =>
  frame.evaluate<Record<string, string>>(`Object.fromEntries(
    [...document.querySelectorAll("main ol li")].filter((li) => li.querySelector("h3"))
      .map((li) => [li.querySelector("h3").textContent, li.querySelector(".Polaris-Badge").innerText.split("\\n").at(-1)]),
  )`);

const AT_FIRST = {
  Policy: "To do",
  "Product classes": "Done",
  "Block on the order page": "To do",
  "Shopify’s own return requests": "To do",
  Alerts: "To do",
  Permissions: "Done",
};

describe("a merchant who has just installed the app", () => {
  it.each(VIEWS)("finds what is left to set up on a $screen in $locale", async (view) => {
    const shown = await scene.open("/app", view);
    const progress = view.locale === "en" ? "2 of 6 steps done" : /2\D+6/;
    await shown.frame.getByText(progress).first().waitFor();
    const found = await checked(shown);
    await picture(shown, `first-run-${view.screen}-${view.locale}`);
    await shown.close();

    expect(found).toEqual(CLEAN);
  });

  it("is led to each step, sees what was done elsewhere, and is believed where nobody can look", async () => {
    const { frame, close } = await scene.open("/app");
    await frame.getByText("2 of 6 steps done").waitFor();
    expect(await states(frame)).toEqual(AT_FIRST);

    await frame.getByRole("button", { name: "It is done: Shopify’s own return requests" }).click();
    await frame.getByText("3 of 6 steps done").waitFor();
    await frame.getByRole("button", { name: "It is not done: Shopify’s own return requests" }).press("Enter");
    await frame.getByText("2 of 6 steps done").waitFor();
    await frame.getByRole("button", { name: "It is done: Shopify’s own return requests" }).press("Enter");
    await frame.getByText("3 of 6 steps done").waitFor();

    await scene.ask("#1001", "unwanted");
    await close();

    const { store, appUrl } = scene.world;
    const settings = { breach: { alertTo: ["service@merchant.example"] } };
    const again = await scene.open("/app");
    await again.frame.getByText("4 of 6 steps done").waitFor();
    expect(await states(again.frame)).toEqual({
      ...AT_FIRST,
      "Block on the order page": "Done",
      "Shopify’s own return requests": "Done, as you said",
    });
    await again.frame.getByRole("link", { name: "Open the products" }).click();
    await again.frame.getByRole("heading", { name: "Products", level: 1 }).waitFor();
    await again.close();

    await staffSurface(appUrl, store).send("/app/policy", { intent: "publish", settings: JSON.stringify(settings) });
    const done = await scene.open("/app");
    await done.frame.getByRole("heading", { name: "What the app did today" }).waitFor();
    await expect.poll(() => done.frame.getByRole("heading", { name: "Set-up" }).count(), PATIENTLY).toBe(0);
    await done.close();
  });
});
