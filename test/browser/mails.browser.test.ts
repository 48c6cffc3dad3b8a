import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import pg from "pg";
import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../database.ts";
import { aMail } from "../builders/mails.ts";
import { readPdf } from "../kit/pdf.ts";
import { collectFaults, launchBrowser, openWindow, overflowOf, violationsIn, type Screen } from "./browser.ts";
import { startWorld, type BrowserWorld } from "./world.ts";

const RIDER = { name: "Élodie Rider", email: "elodie@riders.example" };

let database: TestDatabase;
let world: BrowserWorld;
let browser: Browser;

beforeAll(async () => {
  mkdirSync("artefacts", { recursive: true });
  database = await createTestDatabase();
  world = await startWorld(database.url);
  browser = await launchBrowser();
  const { page, frame } = await openApp("/app/mails", { screen: "desk", locale: "en" });
  await frame.getByText("No e-mails yet").waitFor();
  await page.context().close();
  await world.settle();
  world.store.createProduct({ sku: "VAR-1", title: "Variator kit", price: "33.33", stock: 100 });
  for (const [name, locale] of [["#1001", "fr-CA"] as const, ["#1002", "en-CA"] as const])
    world.store.placeOrder({
      name,
      customer: RIDER,
      locale,
      shipTo: { country: "CA", province: "QC", name: RIDER.name, address1: "4711 Rue du Canari" },
      lines: [{ sku: "VAR-1", quantity: 3 }],
    });
  await world.settle();
  await promiseMails();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await world.stop();
  await database.drop();
});

/** Mails that workflows promised; the comparison with Shopify takes up those that still wait. */
async function promiseMails(): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const words = `Broken seal <script>parent.document.title = "taken"</script><img src="https://evil.example/x.png">`;
  const mails = [
    { content: aMail("rma-approved"), order: "#1001", state: "waiting", lastError: null },
    { content: aMail("rma-declined", { words }), order: "#1002", state: "waiting", lastError: null },
    { content: aMail("refunded"), order: "#1002", state: "failed", lastError: "mail-bounced" },
  ];
  for (const [index, { content, order, state, lastError }] of mails.entries()) {
    const { id: orderId } = world.store.order(order);
    await client.query(
      `INSERT INTO mail (id, shop, key, kind, subject, subject_id, order_id, case_number, facts, state, tries, last_error,
         attachments, created_at) VALUES ($1, $2, $3, $4, 'order', $5, $5, $6, $7, $8, 1, $9, '{}', $10)`,
      [
        randomUUID(),
        world.store.shop,
        `mail-${index}`,
        content.kind,
        orderId,
        "number" in content.facts ? content.facts.number : null,
        content.facts,
        state,
        lastError,
        new Date(),
      ],
    );
  }
  await client.end();
  const { page, frame } = await openApp("/app", { screen: "desk", locale: "en" });
  await frame.getByRole("button", { name: "Compare now" }).click();
  await frame.getByText("Comparison started").waitFor();
  await page.context().close();
  await world.settle();
}

interface View {
  screen: Screen;
  locale: "en" | "fr";
}

async function openApp(
  path: string,
  { screen, locale }: View,
): Promise<{ page: Page; frame: Frame; faults: string[] }> {
  const context = await openWindow(browser, screen, `${locale}-CA`);
  const page = await context.newPage();
  const faults = collectFaults(page);
  await page.goto(world.adminUrl(path, locale));
  const frame = await (await page.waitForSelector("iframe[name=app-iframe]")).contentFrame();
  if (frame === null) throw new Error("The admin shows no frame.");
  await frame.waitForLoadState("networkidle");
  return { page, frame, faults };
}

const VIEWS: View[] = [
  { screen: "desk", locale: "en" },
  { screen: "telephone", locale: "en" },
  { screen: "desk", locale: "fr" },
  { screen: "telephone", locale: "fr" },
];

const NAMES = {
  en: { title: "E-mails", approved: /Return approved/ },
  fr: { title: "Courriels", approved: /Retour approuvé/ },
};

describe.each(VIEWS)("the mails on a $screen in $locale", (view) => {
  it("are a log and a page each, accessible and within the window", async () => {
    const names = NAMES[view.locale];
    const { page, frame, faults } = await openApp("/app/mails", view);
    await frame.getByRole("heading", { name: names.title, level: 1 }).waitFor();
    const log = { violations: await violationsIn(frame), overflow: await overflowOf(frame) };
    await page.screenshot({ path: `artefacts/admin-mails-${view.screen}-${view.locale}.png` });

    await frame.getByRole("link", { name: names.approved }).click();
    await frame.getByRole("heading", { name: names.approved, level: 1 }).waitFor();
    const one = { violations: await violationsIn(frame), overflow: await overflowOf(frame) };
    await page.screenshot({ path: `artefacts/admin-mail-${view.screen}-${view.locale}.png`, fullPage: true });
    await page.context().close();

    expect([log, one]).toEqual([
      { violations: [], overflow: 0 },
      { violations: [], overflow: 0 },
    ]);
    expect(faults).toEqual([]);
  });
});

describe("a walk through the mails", () => {
  it("shows what the customer reads, in their language, and hands out the form", async () => {
    const { page, frame } = await openApp("/app/mails", { screen: "desk", locale: "en" });

    await frame.getByLabel("RMA or order number").fill("1001");
    await frame.getByRole("button", { name: "Search" }).click();
    await frame.getByRole("link", { name: /Return approved/ }).click();
    const letter = frame.frameLocator("iframe.rma-mail");
    const seen = await letter.locator("body").innerText();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      frame.getByRole("button", { name: "Download rma-form.pdf" }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
    await page.context().close();

    expect(seen).toContain("Votre retour est approuvé");
    expect(seen).toContain("RMA-100001-4");
    const { pages } = await readPdf(Buffer.concat(chunks));
    expect(pages[0]).toContain("4711 Rue du Canari");
  });

  it("lets nothing run or load that a person wrote into a mail", async () => {
    const { page, frame } = await openApp("/app/mails?kind=rma-declined", { screen: "desk", locale: "en" });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));

    await frame.getByRole("link", { name: /Return declined/ }).click();
    const letter = frame.frameLocator("iframe.rma-mail");
    await letter.getByText("<script>").waitFor();
    const sandbox = await frame.locator("iframe.rma-mail").getAttribute("sandbox");
    const title = await frame.title();
    await page.context().close();

    expect(sandbox).toBe("");
    expect(title).not.toBe("taken");
    expect(asked.filter((url) => url.includes("evil.example"))).toEqual([]);
  });

  it("sends again what failed, by keyboard", async () => {
    const { page, frame } = await openApp("/app/mails?state=failed", { screen: "desk", locale: "en" });
    await frame.getByText("The address does not exist or takes no mail").waitFor();

    await frame.getByRole("link", { name: /Refund paid/ }).press("Enter");
    await frame.getByRole("button", { name: "Send again" }).press("Enter");
    await frame.getByText("It is being sent.").waitFor();
    await world.settle();
    await page.reload();
    const again = await (await page.waitForSelector("iframe[name=app-iframe]")).contentFrame();
    await again?.getByText("Kept here, no mail server is set up").waitFor();
    const offersMore = await again?.getByRole("button", { name: "Send again" }).count();
    await page.context().close();

    expect(offersMore).toBe(0);
  });
});
