import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checked, CLEAN, picture, startStage, VIEWS, type Stage, type View } from "./scene.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
  const { store } = stage.world;
  store.createProduct({ sku: "VAR-1", title: "Variator kit", price: "33.33", type: "Transmission", stock: 100 });
  store.createProduct({ sku: "RX2N", title: "RX-2N gauge", price: "229.95", type: "Gauges", tags: ["Electronic"] });
  // Before anybody installs the app.
  for (const [index, sku] of ["VAR-1", "RX2N", "VAR-1"].entries()) {
    const lines = [{ sku, quantity: 1 + index }];
    store.placeOrder({ name: `#${1001 + index}`, shipTo: { country: "CA", province: "QC" }, lines });
  }
  const { page } = await stage.open("/app/history");
  await page.context().close();
  await stage.world.settle();
}, 120_000);

afterAll(() => stage.close());

/** What the page is to everybody: no fault, no serious violation, no wider than the window; with a picture to look at. */
async function look(name: string, path: string, view: View): Promise<string> {
  const opened = await stage.open(path, view);
  const text = await opened.frame.getByRole("main").innerText();
  const found = await checked(opened);
  await picture(opened, `${name}-${view.screen}-${view.locale}`);
  await opened.close();
  expect(found).toEqual(CLEAN);
  return text;
}

describe("the history of a shop", () => {
  it("is read by a press of a button, and says how it went", async () => {
    const { page, frame } = await stage.open("/app/history");
    await frame.getByText("Everything", { exact: true }).click();
    await frame.getByRole("button", { name: "Read the history" }).click();
    await frame.getByText("Done", { exact: true }).waitFor();
    const text = await frame.getByRole("main").innerText();
    await page.context().close();

    expect(text).toMatch(/Orders at Shopify\s+3\s+Gone through\s+3\s+Judged anew\s+\d/);
    await stage.world.settle();
  });

  it.each(VIEWS)("is shown on a $screen in $locale", async (view) => {
    const text = await look("history", "/app/history", view);

    expect(text).toContain(view.locale === "fr" ? "Évaluées à nouveau" : "Judged anew");
  });
});

describe("what notifications missed", () => {
  it.each(VIEWS)("is shown on a $screen in $locale", async (view) => {
    const text = await look("missed", "/app/missed", view);

    expect(text).toContain(view.locale === "fr" ? "Rien n’a été manqué" : "Nothing was missed");
  });
});

describe("a dry run", () => {
  it("begins at the preview of the draft and shows what it found", async () => {
    const { page, frame } = await stage.open("/app/policy/returns");
    await frame.getByLabel("Restock fee, percent").fill("10");
    await page.locator("#save-bar").getByRole("button", { name: "Save" }).click();
    await page.locator("#save-bar").waitFor({ state: "hidden" });
    await page.context().close();

    const opened = await stage.open("/app/policy/preview");
    await opened.frame.getByRole("link", { name: "Replay the draft over the whole history" }).click();
    await opened.frame.getByRole("button", { name: "Replay the draft" }).click();
    await opened.frame.getByRole("heading", { name: "What would have been different" }).waitFor();
    const text = await opened.frame.getByRole("main").innerText();
    await opened.page.context().close();

    expect(text).toContain("2 of 3 orders and 2 of 3 lines would stand differently.");
  });

  it.each(VIEWS)("is shown on a $screen in $locale", async (view) => {
    const text = await look("dry-run", "/app/policy/dry-run", view);

    expect(text).toContain(view.locale === "fr" ? "Brouillon" : "Draft");
    expect(text).toContain("#1001");
  });
});
