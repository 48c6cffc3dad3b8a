import { mkdirSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser, BrowserContext, Frame } from "playwright-core";
import en from "~/texts/en.json";
import { createTestDatabase, type TestDatabase } from "../database.ts";
import { launchBrowser, openWindow, overflowOf, violationsIn } from "./browser.ts";
import { startWorld, type BrowserWorld } from "./world.ts";

const PATIENTLY = { timeout: 15_000 };
/** On a slow line the styles come after the document and the scripts after the first paint: what moves then is seen. */
const LATE_MS = { css: 150, js: 400 } as const;
const WIDTHS = [390, 600, 768, 1_024, 1_440, 1_920];

let database: TestDatabase;
let world: BrowserWorld;
let browser: Browser;

beforeAll(async () => {
  mkdirSync("artefacts", { recursive: true });
  database = await createTestDatabase();
  world = await startWorld(database.url);
  browser = await launchBrowser();
  const { page } = await open("/app");
  await page.context().close();
  const { store } = world;
  store.createProduct({ sku: "VAR-1", title: "Variator kit", price: "33.33", stock: 100, tax: "0.15" });
  store.createProduct({ sku: "RX2N", title: "RX-2N gauge", price: "229.95", tags: ["Electronic"], stock: 1 });
  place("#1001", "Rider One", "VAR-1");
  place("#1002", "Zoé Côté", "RX2N");
  place("#1003", "Zoé Côté", "VAR-1");
  await world.settle();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await world.stop();
  await database.drop();
});

const place = (name: string, customer: string, sku: string) =>
  world.store.placeOrder({
    name,
    customer,
    shipTo: { country: "CA", province: "QC" },
    lines: [{ sku, quantity: 1 }],
  });

interface Opening {
  locale?: "en" | "fr";
  isLineSlow?: boolean;
}

async function open(path: string, { locale = "en", isLineSlow = false }: Opening = {}) {
  const context = await openWindow(browser, "desk", locale === "fr" ? "fr-CA" : "en-CA");
  if (isLineSlow) await slowDown(context);
  // Shifts are counted from the first paint on, in every frame.
  await context.addInitScript(`
    window.__shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  `);
  const page = await context.newPage();
  await page.goto(world.adminUrl(path, locale));
  const handle = await page.waitForSelector("iframe[name=app-iframe]");
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error("The admin shows no frame.");
  await frame.getByRole("heading", { level: 1 }).waitFor();
  await frame.waitForLoadState("networkidle");
  return { page, frame };
}

/** The styles' delay is the shorter one, so that the page is painted before any script runs. */
async function slowDown(context: BrowserContext): Promise<void> {
  for (const kind of ["css", "js"] as const) {
    await context.route(`**/assets/*.${kind}`, async (route) => {
      await setTimeout(LATE_MS[kind]);
      await route.continue();
    });
  }
}

const ordersIn = (frame: Frame): Promise<string[]> => frame.locator("tbody tr td:first-child").allInnerTexts();

describe("finding an order", () => {
  it("goes by SKU, by the customer's name and by number, and says how the search was read", async () => {
    const { page, frame } = await open("/app/orders");
    const search = async (text: string) => {
      await frame.getByLabel("Search orders").fill(text);
      await frame.getByRole("button", { name: "Search", exact: true }).click();
    };

    await search("var-1");
    await frame.getByText("Orders with the SKU var-1").waitFor();
    expect(await ordersIn(frame)).toEqual(["#1003", "#1001"]);

    await search("côté");
    await frame.getByText("Orders of the customers that Shopify finds for “côté”").waitFor();
    expect(await ordersIn(frame)).toEqual(["#1003", "#1002"]);
    await page.screenshot({ path: "artefacts/orders-by-customer.png" });

    await search("1002");
    await frame.getByText("Orders with the number 1002").waitFor();
    await frame.getByRole("link", { name: "#1002" }).first().click();
    await frame.getByRole("heading", { name: "#1002", level: 1 }).waitFor();
    const shopify = await frame.getByRole("link", { name: "Open in Shopify" }).getAttribute("href");
    await page.context().close();

    expect(shopify).toMatch(/^shopify:\/\/admin\/orders\/\d+$/);
  });

  it("is easier with a view, which goes away again", async () => {
    const { page, frame } = await open("/app/orders");

    await frame.getByLabel("Flag").selectOption("non-returnable");
    await expect.poll(() => ordersIn(frame), PATIENTLY).toEqual(["#1002"]);
    await frame.getByRole("button", { name: "Save as view" }).click();
    await frame.getByPlaceholder("Name of the view").fill("Gauges");
    await page.keyboard.press("Enter");
    await frame.getByRole("link", { name: "Gauges" }).waitFor();
    expect(await violationsIn(frame)).toEqual([]);
    await frame.getByRole("link", { name: "All", exact: true }).click();
    await expect.poll(() => ordersIn(frame), PATIENTLY).toHaveLength(3);
    await frame.getByRole("link", { name: "Gauges" }).click();
    await expect.poll(() => ordersIn(frame), PATIENTLY).toEqual(["#1002"]);
    await page.screenshot({ path: "artefacts/orders-view.png" });

    await frame.getByRole("button", { name: "Delete this view" }).click();
    await expect.poll(() => frame.getByRole("link", { name: "Gauges" }).count(), PATIENTLY).toBe(0);
    await page.context().close();
  });
});

describe("a dead letter", () => {
  it("waits on the home page with its reason, is replayed, and is gone", async () => {
    world.store.failNext({ operation: "metafieldsSet", fail: "user-error", times: 1 });
    place("#1004", "Rider One", "VAR-1");
    await world.settle();
    const { page, frame } = await open("/app");

    await frame.getByText("piece of work failed").waitFor();
    await frame.getByRole("link", { name: "See why, and run it again" }).click();
    await frame.getByText("Shopify refused the change").waitFor();
    await page.screenshot({ path: "artefacts/dead-letter.png" });
    await frame.getByRole("button", { name: /^Run again/ }).click();
    await frame.getByText("It runs again.").waitFor();
    await frame.getByText("Nothing has failed").waitFor();
    await world.settle();
    await page.context().close();

    expect(world.store.metafield(world.store.order("#1004").id, "$app", "policy")).not.toBeNull();
  });
});

describe("the trends", () => {
  it("come when they are looked at, walk by keyboard, and stand in a table too", async () => {
    const { page, frame } = await open("/app");
    const scripts = () =>
      frame.evaluate("performance.getEntriesByType('resource').filter((r) => /bar-plot/.test(r.name)).length");

    const before = await scripts();
    await frame.getByRole("heading", { name: "The last 30 days" }).scrollIntoViewIfNeeded();
    await frame.locator(".recharts-surface").first().waitFor();
    await frame.locator(".recharts-surface").first().focus();
    await page.keyboard.press("ArrowRight");
    await frame.locator(".recharts-tooltip-label").first().waitFor();
    await frame.getByText("Flags written: figures by day").press("Enter");
    const afterwards = await scripts();
    const rows = await frame.getByRole("table", { name: "Flags written" }).getByRole("row").count();
    const violations = await violationsIn(frame);
    await page.screenshot({ path: "artefacts/trends.png" });
    await page.context().close();

    expect([before, afterwards, rows, violations]).toEqual([0, 1, 31, []]);
  });
});

const PAGES = [
  ["home", () => "/app"],
  ["orders", () => "/app/orders"],
  ["order", () => `/app/orders/${world.store.order("#1002").id.split("/").at(-1) ?? ""}`],
  ["health", () => "/app/health"],
  ["jobs", () => "/app/jobs"],
  ["returns", () => "/app/rmas"],
  ["claims", () => "/app/claims"],
  ["checklists", () => "/app/claims/checklists"],
  ["breaches", () => "/app/breaches"],
  ["policy", () => "/app/policy"],
  ["policy of returns", () => "/app/policy/returns"],
  ["products", () => "/app/products"],
  ["people", () => "/app/people"],
  ["reports", () => "/app/reports"],
  ["report", () => "/app/reports/return-rate"],
  ["privacy", () => "/app/privacy"],
] as const satisfies readonly (readonly [string, () => string])[];

/** A key that has no text is shown as itself. */
const KEY = new RegExp(`(?:^|\\s)(?:${Object.keys(en).join("|")})\\.[a-z][\\w.-]*|\\{\\{`, "m");

/** What a page consists of without its words, and its sentences of four words and more. */
const SHAPE = `(() => {
  const main = document.querySelector("main");
  const names = [...main.querySelectorAll("h1, h2, h3, label, button, a, th, summary")].map((one) => one.tagName);
  const sentences = [...main.querySelectorAll("p, li, label, h1, h2, h3, button")]
    .filter((one) => one.children.length === 0).map((one) => one.textContent.trim())
    .filter((text) => text.split(/\\s+/).length > 3 && /\\p{L}{3}/u.test(text));
  return { names, sentences, text: main.innerText };
})()`;

interface Shape {
  names: string[];
  sentences: string[];
  text: string;
}

describe.each(PAGES)("the page %s", (name, path) => {
  it("says in French all that it says in English, and in no other words", async () => {
    const english = await open(path());
    const inEnglish: Shape = await english.frame.evaluate(SHAPE);
    await english.page.context().close();
    const french = await open(path(), { locale: "fr" });
    const inFrench: Shape = await french.frame.evaluate(SHAPE);
    await french.page.context().close();

    expect(inFrench.names).toEqual(inEnglish.names);
    expect(inFrench.sentences.filter((sentence) => inEnglish.sentences.includes(sentence))).toEqual([]);
    expect([KEY.exec(inEnglish.text), KEY.exec(inFrench.text)]).toEqual([null, null]);
  });

  it("stands still while it loads, and fits every window from 390 to 1920 pixels", async () => {
    const { page, frame } = await open(path(), { isLineSlow: true });

    const shift = await frame.evaluate("window.__shift");
    const overflows: [number, number][] = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      overflows.push([width, await overflowOf(frame)]);
    }
    await page.context().close();

    expect(overflows, name).toEqual(WIDTHS.map((width) => [width, 0]));
    expect(shift, name).toBe(0);
  });
});
