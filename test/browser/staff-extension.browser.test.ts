import { mkdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { createTestDatabase, type TestDatabase } from "../database.ts";
import { appFrame } from "./scene.ts";
import { staffSurface } from "../scenario/surfaces/staff.ts";
import { collectFaults, launchBrowser, openWindow, overflowOf, violationsIn, type Screen } from "./browser.ts";
import { startWorld, type BrowserWorld } from "./world.ts";

let database: TestDatabase;
let world: BrowserWorld;
let browser: Browser;

beforeAll(async () => {
  mkdirSync("artefacts", { recursive: true });
  database = await createTestDatabase();
  world = await startWorld(database.url);
  browser = await launchBrowser();
  await staffSurface(world.appUrl, world.store).open();
  await world.settle();
  const { store } = world;
  store.createProduct({ sku: "VAR-1", title: "Variator kit", price: "33.33", type: "Transmission", stock: 100 });
  store.createProduct({ sku: "RX2N", title: "RX-2N gauge", price: "229.95", tags: ["Electronic"], stock: 9 });
  store.createProduct({ sku: "BELT", title: "Belt", price: "80.00", type: "Transmission", stock: 0 });
  for (const name of ["#1", "#2"]) {
    store.placeOrder({
      name,
      customer: "Rider One",
      shipTo: { country: "CA", province: "QC" },
      lines: [
        { sku: "VAR-1", quantity: 3 },
        { sku: "RX2N", quantity: 1 },
      ],
    });
    store.fulfil(name);
  }
  store.placeOrder({
    name: "#3",
    customer: "Rider Two",
    shipTo: { country: "CA", province: "QC" },
    lines: [{ sku: "BELT", quantity: 2 }],
  });
  await world.settle();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await world.stop();
  await database.drop();
});

interface View {
  screen: Screen;
  locale: "en" | "fr";
  order: string;
}

const place = (page: Page, target: string): FrameLocator =>
  page.frameLocator(`iframe[data-target="admin.order-details.${target}"]`);

async function openOrder(name: string, { screen, locale }: Omit<View, "order">) {
  const context = await openWindow(browser, screen, locale === "fr" ? "fr-CA" : "en-CA");
  const page = await context.newPage();
  const faults = collectFaults(page);
  const number = world.store.order(name).id.split("/").at(-1) ?? "";
  await page.goto(`${world.origin}/store/${world.store.handleName}/orders/${number}?locale=${locale}`, {
    waitUntil: "networkidle",
  });
  return { page, faults };
}

const WORDS = {
  en: {
    denied: "No return on electronic parts.",
    open: "Open an RMA for the customer",
    units: /Variator kit/,
    gauge: /RX-2N gauge/,
    send: "Judge and open",
    partly: "Some lines got an RMA, the others did not",
    close: "Close",
    reason: /^Why the denied/,
    menu: "More actions",
    link: "Refund under policy",
    door: /^Refund #\d under policy$/,
  },
  fr: {
    denied: "Aucun retour sur les pièces électroniques.",
    open: "Ouvrir un RMA pour le client",
    units: /Variator kit/,
    gauge: /RX-2N gauge/,
    send: "Juger et ouvrir",
    partly: "Certaines lignes ont reçu un RMA, les autres non",
    close: "Fermer",
    reason: /^Pourquoi les lignes/,
    menu: "Plus d’actions",
    link: "Rembourser selon la politique",
    door: /^Rembourser #\d selon la politique$/,
  },
} as const;

const NUMBER = /^RMA-\d+-\d$/;

describe.each<View>([
  { screen: "desk", locale: "en", order: "#1" },
  { screen: "telephone", locale: "fr", order: "#2" },
])("staff on Shopify's order page on a $screen in $locale", (view) => {
  const words = WORDS[view.locale];
  const shot = (page: Page, name: string) =>
    page.screenshot({ path: `artefacts/staff-extension-${name}-${view.screen}-${view.locale}.png`, fullPage: true });

  it("see the policy of each line, and open an RMA for a caller that then stands in the block", async () => {
    const { page, faults } = await openOrder(view.order, view);
    const [block, action] = [place(page, "block.render"), place(page, "action.render")];
    await block.getByText(words.denied).waitFor();
    await shot(page, "block");

    await block.getByRole("button", { name: words.open }).click();
    await action.getByLabel(words.units).fill("1");
    await action.getByLabel(words.units).blur();
    await action.getByLabel(words.gauge).fill("1");
    await action.getByLabel(words.gauge).blur();
    await shot(page, "call");
    await action.getByRole("button", { name: words.send }).click();
    await action.getByText(words.partly).waitFor();
    await action.getByText(NUMBER).waitFor();
    await action.getByLabel(words.reason).waitFor();
    await shot(page, "answer");
    const violations = (await Promise.all(page.frames().map(violationsIn))).flat();
    const overflow = await Promise.all(page.frames().map(overflowOf));
    await action.getByRole("button", { name: words.close }).click();
    await world.settle();
    await page.reload({ waitUntil: "networkidle" });
    await block.getByText(NUMBER).waitFor();
    await page.context().close();

    expect(faults).toEqual([]);
    expect([violations, Math.max(...overflow)]).toEqual([[], 0]);
  });

  it("come from the order's menu to the app's own door", async () => {
    const { page, faults } = await openOrder(view.order, view);
    await page.getByText(words.menu).click();
    await shot(page, "menu");
    const violations = await violationsIn(page.mainFrame());
    await page.getByRole("link", { name: words.link }).click();
    const frame = await appFrame(page);
    await frame.getByRole("heading", { level: 1, name: words.door }).waitFor();
    await page.context().close();

    expect([faults, violations]).toEqual([[], []]);
  });
});

describe("an order with waiting units", () => {
  it("shows their place in the queue", async () => {
    const { page } = await openOrder("#3", { screen: "desk", locale: "en" });

    await place(page, "block.render").getByText("place 1 in the queue, 0 units ahead").waitFor();
    await page.screenshot({ path: "artefacts/staff-extension-waiting.png", fullPage: true });
    await page.context().close();
  });
});
