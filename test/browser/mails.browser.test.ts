import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aMail } from "../builders/mails.ts";
import { readPdf } from "../kit/pdf.ts";
import { appFrame, CLEAN, checked, downloaded, picture, startScene, VIEWS, type Scene } from "./scene.ts";

const RIDER = { name: "Élodie Rider", email: "elodie@riders.example" };

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
  const { world } = scene;
  const { frame, close } = await scene.open("/app/mails");
  await frame.getByText("No e-mails yet").waitFor();
  await close();
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

afterAll(() => scene.close());

/** Mails that workflows promised; the comparison with Shopify takes up those that still wait. */
async function promiseMails(): Promise<void> {
  const { world } = scene;
  const client = new pg.Client({ connectionString: scene.databaseUrl });
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
  const { frame, close } = await scene.open("/app/health");
  await frame.getByRole("button", { name: "Compare now" }).click();
  await frame.getByText("Comparison started").waitFor();
  await close();
  await world.settle();
}

const NAMES = {
  en: { title: "E-mails", approved: /Return approved/ },
  fr: { title: "Courriels", approved: /Retour approuvé/ },
};

describe.each(VIEWS)("the mails on a $screen in $locale", (view) => {
  it("are a log and a page each, accessible and within the window", async () => {
    const names = NAMES[view.locale];
    const shown = await scene.open("/app/mails", view);
    const { page, frame } = shown;
    await frame.getByRole("heading", { name: names.title, level: 1 }).waitFor();
    const log = await checked(shown);
    await page.screenshot({ path: `artefacts/admin-mails-${view.screen}-${view.locale}.png` });

    await frame.getByRole("link", { name: names.approved }).click();
    await frame.getByRole("heading", { name: names.approved, level: 1 }).waitFor();
    const one = await checked(shown);
    await picture(shown, `admin-mail-${view.screen}-${view.locale}`);
    await page.context().close();

    expect([log, one]).toEqual([CLEAN, CLEAN]);
  });
});

describe("a walk through the mails", () => {
  it("shows what the customer reads, in their language, and hands out the form", async () => {
    const { page, frame } = await scene.open("/app/mails");

    await frame.getByLabel("RMA or order number").fill("1001");
    await frame.getByRole("button", { name: "Search" }).click();
    await frame.getByRole("link", { name: /Return approved/ }).click();
    const letter = frame.frameLocator("iframe.rma-mail");
    const seen = await letter.locator("body").innerText();
    const form = await downloaded(page, () => frame.getByRole("button", { name: "Download rma-form.pdf" }).click());
    await page.context().close();

    expect(seen).toContain("Votre retour est approuvé");
    expect(seen).toContain("RMA-100001-4");
    const { pages } = await readPdf(form.bytes);
    expect(pages[0]).toContain("4711 Rue du Canari");
  });

  it("lets nothing run or load that a person wrote into a mail", async () => {
    const { page, frame } = await scene.open("/app/mails?kind=rma-declined");
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
    const { page, frame } = await scene.open("/app/mails?state=failed");
    await frame.getByText("The address does not exist or takes no mail").waitFor();

    await frame.getByRole("link", { name: /Refund paid/ }).press("Enter");
    await frame.getByRole("button", { name: "Send again" }).press("Enter");
    await frame.getByText("It is being sent.").waitFor();
    await scene.world.settle();
    await page.reload();
    const again = await appFrame(page);
    await again.getByText("Kept here, no mail server is set up").waitFor();
    const offersMore = await again.getByRole("button", { name: "Send again" }).count();
    await page.context().close();

    expect(offersMore).toBe(0);
  });
});
