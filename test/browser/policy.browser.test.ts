import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { overflowOf, violationsIn } from "./browser.ts";
import { startStage, VIEWS, type Stage, type View } from "./scene.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
  fillCatalogue();
  const { page } = await stage.open("/app/policy");
  await page.context().close();
  await stage.world.settle();
  placeOrders();
  await stage.world.settle();
}, 120_000);

afterAll(() => stage.close());

function fillCatalogue(): void {
  const { store } = stage.world;
  store.createProduct({ sku: "VAR-1", title: "Variator kit", price: "33.33", type: "Transmission", stock: 100 });
  store.createProduct({
    sku: "RX2N",
    title: "RX-2N gauge",
    price: "229.95",
    type: "Gauges",
    tags: ["Electronic"],
    stock: 5,
  });
  store.createProduct({ sku: "LED-7", title: "LED light", price: "49.00", type: "Lights", vendor: "Koso", stock: 9 });
}

function placeOrders(): void {
  const line = (sku: string) => ({ shipTo: { country: "CA", province: "QC" }, lines: [{ sku, quantity: 1 }] });
  for (const [index, sku] of ["VAR-1", "RX2N", "LED-7", "LED-7"].entries()) {
    stage.world.store.placeOrder({ name: `#${1001 + index}`, customer: "Rider One", ...line(sku) });
  }
}

const saveBar = (page: Page) => page.locator("#save-bar");
const pressSave = (page: Page) => saveBar(page).getByRole("button", { name: "Save" }).click();

describe("the first change of the policy", () => {
  it("is refused at its fields, kept as a draft, seen beside what is in force, and published", async () => {
    const { page, frame } = await stage.open("/app/policy");
    await frame.getByRole("link", { name: "Returns", exact: true }).click();
    await frame.getByRole("heading", { name: "Returns", level: 1 }).waitFor();

    await frame.getByLabel("Days to ask for a return").fill("1.5");
    await frame.getByLabel("Restock fee, percent").fill("101");
    await pressSave(page);
    await frame.getByText("2 settings cannot be saved").waitFor();
    const refused = await frame.getByRole("main").innerText();
    const isInView = await frame.evaluate("document.activeElement?.textContent.includes('cannot be saved')");
    const isMarked = await frame.getByLabel("Restock fee, percent").getAttribute("aria-invalid");
    await page.screenshot({ path: "artefacts/policy-refused.png" });

    await frame.getByLabel("Days to ask for a return").fill("14");
    await frame.getByLabel("Restock fee, percent").fill("12.75");
    const meaning = await frame.getByRole("main").innerText();
    await pressSave(page);
    await frame.getByText("A draft with changes waits").waitFor();
    await expect.poll(() => saveBar(page).isVisible()).toBe(false);
    await frame.getByRole("link", { name: "See the draft" }).click();
    await frame.getByRole("button", { name: "Publish as version 2" }).waitFor();
    await page.screenshot({ path: "artefacts/policy-draft.png" });
    const draft = await frame.getByRole("main").innerText();
    await frame.getByRole("button", { name: "Publish as version 2" }).click();
    await frame.getByText("Version 2 is published").waitFor();
    await frame.getByText("Version 2 is in force").waitFor();
    await page.context().close();

    expect(refused).toContain("Enter a whole number.");
    expect(refused).toContain("This number is outside of what is allowed.");
    expect([isMarked, isInView]).toEqual(["true", true]);
    expect(meaning).toContain("14 days to ask for a return instead of 30.");
    expect(draft).toContain("A restock fee of 12.75% instead of 25% is kept");
    expect(draft).toContain("You have 14 days from invoice date");
  });

  it("asks before what is unsaved is lost, and loses nothing of who stays", async () => {
    const { page, frame } = await stage.open("/app/policy/warranty");

    await frame.getByLabel("Months of warranty").fill("24");
    await saveBar(page).waitFor();
    await page.getByRole("link", { name: "Orders", exact: true }).click();
    await page.getByRole("button", { name: "Stay" }).click();
    const kept = await frame.getByLabel("Months of warranty").inputValue();
    await page.getByRole("link", { name: "Orders", exact: true }).click();
    await page.getByRole("button", { name: "Leave page" }).click();
    await frame.getByRole("heading", { name: "Orders", level: 1 }).waitFor();
    await page.context().close();

    expect(kept).toBe("24");
  });

  it("explains a contradiction beside its field and lets it be saved", async () => {
    const { page, frame } = await stage.open("/app/policy/electronic");

    await frame.getByLabel("Tags").fill("electronic\nElectronic");
    await pressSave(page);
    await frame.getByText("1 point contradicts itself").waitFor();
    const text = await frame.getByRole("main").innerText();
    await page.screenshot({ path: "artefacts/policy-contradiction.png" });
    await page.context().close();

    expect(text).toContain("“Electronic” repeats “electronic”");
  });

  it("shows two people at one form each other's change", async () => {
    const [first, second] = [await stage.open("/app/policy/dock"), await stage.open("/app/policy/dock")];
    const address = "Address for returns";

    await first.frame.getByLabel("Hold parcels without a copy").uncheck();
    await pressSave(first.page);
    await expect.poll(() => saveBar(first.page).isVisible()).toBe(false);
    await second.frame.getByLabel(address).fill("1 rue du Quai");
    await pressSave(second.page);
    await second.frame.getByText("saved something else meanwhile").waitFor();
    const shown = await second.frame.getByRole("main").innerText();
    const mine = await second.frame.getByLabel(address).inputValue();
    const theirs = await second.frame.getByLabel("Hold parcels without a copy").isChecked();
    await second.page.screenshot({ path: "artefacts/policy-conflict.png" });
    await pressSave(second.page);
    await expect.poll(() => saveBar(second.page).isVisible()).toBe(false);
    const { frame: again, page } = await stage.open("/app/policy");
    const draft = await again.getByRole("main").innerText();
    for (const opened of [first.page, second.page, page]) await opened.context().close();

    expect(shown).toContain("Parcels need no copy of the invoice.");
    expect([mine, theirs]).toEqual(["1 rue du Quai", false]);
    expect(draft).toContain("Parcels need no copy of the invoice.");
    expect(draft).toContain("Address for returns: 1 rue du Quai instead of none");
  });

  it("can be made with the keyboard alone", async () => {
    const { page, frame } = await stage.open("/app/policy/messages");

    await frame.getByLabel("Offer to claim a difference").focus();
    await page.keyboard.press("Space");
    await saveBar(page).waitFor();
    await saveBar(page).getByRole("button", { name: "Save" }).focus();
    await page.keyboard.press("Enter");
    await frame.getByText("A draft with changes waits").waitFor();
    await expect.poll(() => saveBar(page).isVisible()).toBe(false);
    await page.context().close();
  });
});

describe("presets, import and history", () => {
  it("take a preset over, import a file, and show what differs", async () => {
    const { page, frame } = await stage.open("/app/policy/exchange");

    await frame.getByRole("button", { name: "Take over the preset “Neutral”" }).click();
    await frame.getByText("Taken over into the draft.").waitFor();
    await frame.getByLabel("Policy as JSON").fill('{"return":{"fee":1}}');
    await frame.getByRole("button", { name: "Take over as draft" }).click();
    await frame.getByText("return.fee").waitFor();
    const refused = await frame.getByRole("main").innerText();
    await page.context().close();
    const history = await stage.open("/app/policy/history");
    const text = await history.frame.getByRole("main").innerText();
    await history.page.context().close();

    expect(refused).toContain("There is no such setting.");
    expect(text).toContain("From version 1 to version 2");
    expect(text).toContain("14 days to ask for a return instead of 30.");
  });
});

describe("products by class", () => {
  it("are marked one by one or in bulk, and the class follows while somebody watches", async () => {
    const { page, frame } = await stage.open("/app/products");

    await frame.getByLabel("LED light").check();
    await frame.getByRole("button", { name: "Mark as not returnable" }).click();
    await frame.getByText("1 product is being marked.").waitFor();
    await frame.getByText("the merchant marked the product").waitFor();
    await page.screenshot({ path: "artefacts/products-marked.png" });
    await page.context().close();

    const { store } = stage.world;
    expect(store.metafield(store.product("LED-7").id, "$app", "non_returnable")?.value).toBe("true");
  });

  it("are found by search and by what decided", async () => {
    const { page, frame } = await stage.open("/app/products");
    const items = frame.getByRole("listitem").filter({ has: frame.getByRole("checkbox") });

    await frame.getByLabel("Decided by").selectOption("tag");
    await expect.poll(() => items.count()).toBe(1);
    const found = await items.innerText();
    await frame.getByLabel("Decided by").selectOption("");
    await expect.poll(() => items.count()).toBe(3);
    await frame.getByLabel("Title, SKU, type or vendor").fill("var-1");
    await frame.getByRole("button", { name: "Search" }).click();
    await expect.poll(() => items.allInnerTexts().then((texts) => texts.join())).toContain("Variator kit");
    await expect.poll(() => items.count()).toBe(1);
    await page.context().close();

    expect(found).toContain("RX-2N gauge");
    expect(found).toContain("tag “electronic”");
  });

  it("show what a rule would reclassify before it is saved, and which orders it would change after", async () => {
    const { page, frame } = await stage.open("/app/policy/electronic");

    await frame.getByLabel("Product types").fill("Transmission");
    await frame.getByRole("button", { name: "Try on the catalogue" }).click();
    await frame.getByText("1 would become electronic").waitFor();
    const tried = await frame.getByRole("main").innerText();
    await page.screenshot({ path: "artefacts/policy-tried.png", fullPage: true });
    await pressSave(page);
    await expect.poll(() => saveBar(page).isVisible()).toBe(false);
    await page.context().close();
    const preview = await stage.open("/app/policy/preview");
    await preview.frame.getByRole("link", { name: "#1001" }).waitFor();
    const changed = await preview.frame.getByRole("main").innerText();
    await preview.page.screenshot({ path: "artefacts/policy-preview.png" });
    await preview.page.context().close();

    expect(tried).toContain("Variator kit: Electronic (product type “Transmission”)");
    expect(changed).toContain("By the draft");
    expect(changed).toContain("Electronic part");
  });
});

const PAGES: [name: string, path: string, heading: Record<View["locale"], string>][] = [
  ["policy", "/app/policy", { en: "Return policy", fr: "Politique de retour" }],
  ["returns", "/app/policy/returns", { en: "Returns", fr: "Retours" }],
  ["electronic", "/app/policy/electronic", { en: "Electronic parts", fr: "Pièces électroniques" }],
  ["backorders", "/app/policy/backorders", { en: "Back-orders", fr: "Commandes en souffrance" }],
  ["warranty", "/app/policy/warranty", { en: "Warranty", fr: "Garantie" }],
  ["dock", "/app/policy/dock", { en: "Dock", fr: "Quai de réception" }],
  ["messages", "/app/policy/messages", { en: "Mails and alerts", fr: "Courriels et alertes" }],
  ["history", "/app/policy/history", { en: "History of the policy", fr: "Historique de la politique" }],
  [
    "exchange",
    "/app/policy/exchange",
    { en: "Presets, import and export", fr: "Préréglages, importation et exportation" },
  ],
  ["preview", "/app/policy/preview", { en: "What the draft would change", fr: "Ce que le brouillon changerait" }],
  ["products", "/app/products", { en: "Products by class", fr: "Produits par classe" }],
  ["people", "/app/people", { en: "People and roles", fr: "Personnes et rôles" }],
];

describe.each(VIEWS)("on a $screen in $locale", (view) => {
  it.each(PAGES)("shows %s, accessible and within the window", async (name, path, heading) => {
    const { page, frame, faults } = await stage.open(path, view);

    await frame.getByRole("heading", { name: heading[view.locale], exact: true, level: 1 }).waitFor();
    const found = {
      violations: [...(await violationsIn(frame)), ...(await violationsIn(page.mainFrame()))],
      overflow: [await overflowOf(frame), await overflowOf(page.mainFrame())],
      faults,
      texts:
        (await frame.getByRole("main").innerText()).match(/\b(policy|people|products|settingErrors)\.\w+|\{\{/g) ?? [],
    };
    await page.screenshot({ path: `artefacts/admin-${name}-${view.screen}-${view.locale}.png` });
    await page.context().close();

    expect(found).toEqual({ violations: [], overflow: [0, 0], faults: [], texts: [] });
  });
});
