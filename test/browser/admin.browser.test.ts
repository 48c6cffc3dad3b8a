import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { overflowOf, violationsIn } from "./browser.ts";
import { appFrame, DESK, startStage, VIEWS, type Stage, type View } from "./scene.ts";

const CUSTOMER = "Rider One";
const ORDERS = 27;
/** The machine may be busy with other tests. */
const PATIENTLY = { timeout: 10_000 };

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
  await installApp();
  fillStore();
  await stage.world.settle();
}, 120_000);

afterAll(() => stage.close());

async function installApp(): Promise<void> {
  const { page, frame } = await stage.open("/app", DESK);
  await frame.getByRole("heading", { name: "Home", exact: true }).waitFor();
  await page.context().close();
  await stage.world.settle();
}

function fillStore(): void {
  const { store } = stage.world;
  store.createProduct({
    sku: "VAR-1",
    title: "Variator kit",
    price: "33.33",
    type: "Transmission",
    stock: 100,
    tax: "0.15",
  });
  store.createProduct({
    sku: "RX2N",
    title: "RX-2N gauge",
    price: "229.95",
    type: "Gauges",
    tags: ["Electronic"],
    stock: 100,
  });
  for (let number = 1001; number < 1001 + ORDERS; number += 1) {
    store.placeOrder({
      name: `#${number}`,
      customer: CUSTOMER,
      shipTo: { country: "CA", province: "QC" },
      lines: number % 3 === 0 ? [{ sku: "RX2N", quantity: 1 }] : [{ sku: "VAR-1", quantity: 3 }],
    });
  }
  store.placeOrder({
    name: "#2001",
    customer: CUSTOMER,
    shipTo: { country: "CA", province: "QC" },
    lines: [
      { sku: "VAR-1", quantity: 3 },
      { sku: "RX2N", quantity: 1 },
      { title: "Hand-made bracket", price: "12.00", quantity: 1 },
    ],
  });
}

const PAGES: [name: string, path: () => string, heading: Record<View["locale"], string>][] = [
  ["home", () => "/app", { en: "Home", fr: "Accueil" }],
  ["orders", () => "/app/orders", { en: "Orders", fr: "Commandes" }],
  ["order", () => stage.orderPath("#2001"), { en: "#2001", fr: "#2001" }],
  ["policy", () => "/app/policy", { en: "Return policy", fr: "Politique de retour" }],
  ["health", () => "/app/health", { en: "Health", fr: "État" }],
  ["jobs", () => "/app/jobs", { en: "Failed work", fr: "Tâches en échec" }],
  ["reports", () => "/app/reports", { en: "Reports", fr: "Rapports" }],
  ["report", () => "/app/reports/return-rate", { en: "Return rate by product", fr: "Taux de retour par produit" }],
  ["privacy", () => "/app/privacy", { en: "Privacy", fr: "Confidentialité" }],
  ["nothing", () => "/app/nothing", { en: "Page not found", fr: "Page introuvable" }],
];

describe.each(VIEWS)("the embedded admin on a $screen in $locale", (view) => {
  it.each(PAGES)("shows %s, accessible and within the window", async (name, path, heading) => {
    const { page, frame, faults } = await stage.open(path(), view);

    await frame.getByRole("heading", { name: heading[view.locale], exact: true, level: 1 }).waitFor();
    const found = {
      violations: [...(await violationsIn(frame)), ...(await violationsIn(page.mainFrame()))],
      overflow: [await overflowOf(frame), await overflowOf(page.mainFrame())],
      faults: name === "nothing" ? [] : faults,
      language: await frame.evaluate("document.documentElement.lang"),
    };
    await page.screenshot({ path: `artefacts/admin-${name}-${view.screen}-${view.locale}.png` });
    await page.context().close();

    expect(found).toEqual({ violations: [], overflow: [0, 0], faults: [], language: `${view.locale}-CA` });
  });
});

describe("a walk through the embedded admin", () => {
  it("leads from what the app did to an order, its reason and its terms", async () => {
    const { page, frame } = await stage.open("/app", DESK);

    await frame.getByRole("link", { name: "#2001" }).first().click();
    await frame.getByRole("heading", { name: "#2001", level: 1 }).waitFor();
    const text = await frame.getByRole("main").innerText();
    await page.context().close();

    expect(text).toContain("No return on electronic parts.");
    expect(text).toContain("tag “electronic”");
    expect(text).toContain("Kind of part not known");
    // 3 × 33.33 = 99.99: one unit 33.33, its fee 8.33, refund 25.00 and 5.00 of 15.00 tax.
    expect(text).toContain("$8.33");
    expect(text).toContain("$30.00");
    expect(text).toContain("Order judged");
  });

  it("pages through the orders and back, and keeps the language", async () => {
    const { page, frame } = await stage.open("/app/orders", { screen: "desk", locale: "fr" });
    const rows = frame.locator("tbody tr");

    const first = await rows.count();
    await frame.getByRole("button", { name: "Plus anciennes" }).or(frame.getByLabel("Suivant")).first().click();
    await frame.getByRole("link", { name: "#1001" }).first().waitFor();
    const second = await rows.count();
    const heading = await frame.getByRole("heading", { level: 1 }).innerText();
    await page.context().close();

    expect([first, second]).toEqual([25, ORDERS + 1 - 25]);
    expect(heading).toBe("Commandes");
  });

  it("filters by flag and finds a number with or without its sign", async () => {
    const { page, frame } = await stage.open("/app/orders", DESK);
    const rows = frame.locator("tbody tr");

    await frame.getByLabel("Flag").selectOption("non-returnable");
    await expect.poll(() => rows.count(), PATIENTLY).toBe(10);
    await frame.getByLabel("Flag").selectOption("");
    await expect.poll(() => rows.count(), PATIENTLY).toBe(25);
    await frame.getByLabel("Search orders").fill("1002");
    await frame.getByRole("button", { name: "Search" }).click();
    await expect.poll(() => rows.count(), PATIENTLY).toBe(1);
    const found = await frame.locator("tbody tr").innerText();
    await page.context().close();

    expect(found).toContain("#1002");
    expect(found).toContain("Not returnable");
  });

  it("asks for a comparison with Shopify and shows how far it came", async () => {
    const { page, frame } = await stage.open("/app/health", DESK);

    await frame.getByRole("button", { name: "Compare now" }).click();
    await frame.getByText("Comparison started.").waitFor();
    await stage.world.settle();
    await page.reload();
    const again = await appFrame(page);
    const text = await again.getByRole("main").innerText();
    await page.context().close();

    expect(text).toContain("Complete up to");
    expect(text).toContain(`Orders compared with Shopify: ${ORDERS + 1} of ${ORDERS + 1}`);
  });

  it("hands out the file of a customer's data request", async () => {
    stage.world.store.dataRequest(CUSTOMER);
    await stage.world.settle();
    const { page, frame } = await stage.open("/app/privacy", DESK);

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      frame.getByRole("button", { name: /^Download/ }).click(),
    ]);
    const stream = await download.createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    const file: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    await page.context().close();

    expect(JSON.stringify(file)).toContain("#2001");
  });

  it("can be used with the keyboard alone", async () => {
    const { page, frame } = await stage.open("/app/health", DESK);
    const button = frame.getByRole("button", { name: "Compare now" });

    await button.focus();
    await page.keyboard.press("Enter");
    await frame.getByText("Comparison started.").waitFor();
    await page.keyboard.press("Shift+Tab");
    const focused = await frame.evaluate("document.activeElement?.textContent");
    await page.context().close();

    expect(focused).toContain("Comparison started.");
  });
});
