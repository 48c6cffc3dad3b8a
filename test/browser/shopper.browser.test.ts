import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FrameLocator, Page } from "playwright-core";
import { collectFaults, openWindow, overflowOf, violationsIn } from "./browser.ts";
import { DESK, startScene, type Scene, type View } from "./scene.ts";

const CUSTOMER = "Rider One";

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
  const { store } = scene.world;
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
    stock: 9,
  });
  for (const name of ["#2001", "#2002", "#2003"]) {
    scene.place(name, CUSTOMER, [
      ["VAR-1", 3],
      ["RX2N", 1],
    ]);
  }
  await scene.shipped("#2001", "#2002", "#2003");
}, 120_000);

afterAll(() => scene.close());

const VIEWS: View[] = [DESK, { screen: "telephone", locale: "fr" }];

async function openOrder(
  number: number,
  { screen, locale }: View,
  query = "",
): Promise<{ page: Page; faults: string[] }> {
  const context = await openWindow(scene.browser, screen, locale === "fr" ? "fr-CA" : "en-CA");
  const page = await context.newPage();
  const faults = collectFaults(page);
  await page.goto(`${scene.world.origin}/orders/${number}?locale=${locale}${query}`, { waitUntil: "networkidle" });
  return { page, faults };
}

/** One of the extension's places on the page; each is a document of its own. */
const place = (page: Page, target: string, nth = 0): FrameLocator =>
  page.frameLocator(`iframe[data-target="customer-account.${target}"]`).nth(nth);

const MENU = "order.action.menu-item.render";
const ACTION = "order.action.render";
const BLOCK = "order-status.block.render";
const LINE = "order-status.cart-line-item.render-after";

describe.each(VIEWS)("the shopper's order page on a $screen in $locale", (view) => {
  it("says of each item what the policy says, accessible and within the window", async () => {
    const { page, faults } = await openOrder(2001, view);

    const [kit, gauge] = await Promise.all([0, 1].map((nth) => place(page, LINE, nth).locator("body").innerText()));
    const found = {
      violations: (await Promise.all(page.frames().map(violationsIn))).flat(),
      overflow: await Promise.all(page.frames().map(overflowOf)),
    };
    await page.screenshot({ path: `artefacts/order-${view.screen}-${view.locale}.png`, fullPage: true });
    await page.context().close();

    expect(faults).toEqual([]);
    expect(found.violations).toEqual([]);
    expect(Math.max(...found.overflow)).toBe(0);
    expect(kit).toContain(view.locale === "fr" ? "peut être retourné" : "can be returned");
    expect(gauge).toContain(
      view.locale === "fr" ? "Aucun retour sur les pièces électroniques." : "No return on electronic parts.",
    );
  });
});

const WORDS = {
  en: {
    menu: "Request a return",
    units: /Variator kit/,
    look: "Show fee and refund",
    send: "Send request",
    sent: "Your request has been sent",
    number: /RMA number (RMA-\d+-\d)/,
    close: "Close",
    note: "Note (optional)",
    photos: /^Photos/,
    form: "Get the RMA form",
    openForm: "Open the RMA form (PDF)",
    withdraw: "Withdraw this request",
    yes: "Yes",
    fee: "$8.33",
    refund: "$30.00",
    address: "Ship to",
  },
  fr: {
    menu: "Demander un retour",
    units: /Variator kit/,
    look: "Voir les frais et le remboursement",
    send: "Envoyer la demande",
    sent: "Votre demande a été envoyée",
    number: /Numéro RMA (RMA-\d+-\d)/,
    close: "Fermer",
    note: "Remarque (facultatif)",
    photos: /^Photos/,
    form: "Obtenir le formulaire RMA",
    openForm: "Ouvrir le formulaire RMA (PDF)",
    withdraw: "Retirer cette demande",
    yes: "Oui",
    fee: "8,33",
    refund: "30,00",
    address: "Expédier à",
  },
} as const;

/** A photo as a telephone makes it, as far as its first bytes say. */
const PHOTO = { name: "bell.jpg", mimeType: "image/jpeg", buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]) };
const PROGRAM = { name: "bell.jpg", mimeType: "image/jpeg", buffer: Buffer.from("MZ program") };
const NOTE = "<img src=x onerror=alert(1)> \u202escratched";

describe.each(VIEWS)("a shopper on a $screen in $locale", (view) => {
  const words = WORDS[view.locale];
  const number = view.locale === "fr" ? 2003 : 2002;
  const shot = (page: Page, name: string) =>
    page.screenshot({ path: `artefacts/shopper-${name}-${view.screen}-${view.locale}.png`, fullPage: true });

  it("sees fee and refund, gets a number with its checklist and form, and can withdraw", async () => {
    const { page, faults } = await openOrder(number, view);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(new URL(request.url()).pathname));
    const action = place(page, ACTION);
    const block = place(page, BLOCK);

    await place(page, MENU).getByRole("button", { name: words.menu }).click();
    const units = action.getByLabel(words.units).first();
    await units.waitFor();
    const beforeContent = requests.filter((path) => path.startsWith("/customer-account/"));
    await shot(page, "choose");
    await units.fill("1");
    await units.blur();
    await action.getByLabel(words.note).fill(NOTE);
    await action.getByLabel(words.note).blur();
    await action.getByLabel(words.photos).setInputFiles([PHOTO, PROGRAM]);
    await action.getByText(view.locale === "fr" ? "1 photo ajoutée" : "1 photo added").waitFor();
    await action.getByText(view.locale === "fr" ? /n’est pas une photo/ : /is not a photo/).waitFor();
    await shot(page, "filled");
    await action.getByRole("button", { name: words.look }).click();
    await action.getByRole("button", { name: words.send }).waitFor();
    const seen = await action.locator("body").innerText();
    const sentBefore = requests.filter((path) => path.endsWith("/request"));
    await shot(page, "fee");
    await action.getByRole("button", { name: words.send }).click();
    await action.getByText(words.sent).waitFor();
    await action.getByText(words.number).waitFor();
    await shot(page, "sent");
    await action.getByRole("button", { name: words.close }).click();

    await page.reload({ waitUntil: "networkidle" });
    await block.getByText(words.number).waitFor();
    await block.getByText(words.address).waitFor();
    const violations = (await Promise.all(page.frames().map(violationsIn))).flat();
    const overflow = await Promise.all(page.frames().map(overflowOf));
    await shot(page, "number");
    await block.getByRole("button", { name: words.form }).click();
    const address = await block.getByRole("link", { name: words.openForm }).getAttribute("href");
    const form = await page.request.get(address ?? "");
    const start = (await form.body()).subarray(0, 5).toString();
    await block.getByRole("button", { name: words.withdraw }).click();
    await block.getByRole("button", { name: words.yes, exact: true }).click();
    await expect.poll(() => block.getByText(words.number).count()).toBe(0);
    await scene.world.settle();
    const over = await page.request.get(address ?? "");
    await page.context().close();

    expect(faults.filter((fault) => !fault.includes("status of 400"))).toEqual([]);
    expect(beforeContent).toEqual(["/customer-account/order"]);
    expect([seen.includes(words.fee), seen.includes(words.refund), sentBefore]).toEqual([true, true, []]);
    expect([violations, Math.max(...overflow)]).toEqual([[], 0]);
    expect([form.status(), form.headers()["content-type"]]).toEqual([200, "application/pdf"]);
    expect(start).toBe("%PDF-");
    expect(over.status()).toBe(404);
  });
});

describe("an order page that something is wrong with", () => {
  const view = DESK;

  it("replaces a token that ran out, once, and the shopper notices nothing", async () => {
    const { page } = await openOrder(2001, view);
    const expired = scene.world.store.customerSessionToken({
      customerId: scene.world.store.customerId(CUSTOMER),
      lifetimeSeconds: -60,
    });
    let minted = 0;
    await page.route("**/session-token*", async (route) => {
      minted += 1;
      return minted === 1 ? route.fulfill({ json: { token: expired } }) : route.continue();
    });

    await place(page, MENU).getByRole("button").click();
    await place(page, ACTION).getByLabel(WORDS.en.units).first().waitFor();
    await page.context().close();

    expect(minted).toBe(2);
  });

  it("says that there is no connection, and goes on when there is one again", async () => {
    const { page } = await openOrder(2001, view);
    await page.route("**/customer-account/order", (route) => route.abort());
    const action = place(page, ACTION);

    await place(page, MENU).getByRole("button").click();
    await action.getByText("There is no connection. Nothing was changed.").waitFor();
    await page.screenshot({ path: "artefacts/shopper-offline.png" });
    await page.unroute("**/customer-account/order");
    await action.getByRole("button", { name: "Try again" }).click();
    await action.getByLabel(WORDS.en.units).first().waitFor();
    await page.context().close();
  });

  it("gives every reason when all is denied, and nothing to send", async () => {
    const { page } = await openOrder(2001, view);
    const action = place(page, ACTION);

    await place(page, MENU).getByRole("button").click();
    const gauge = action.getByLabel(/RX-2N gauge/);
    await gauge.fill("1");
    await gauge.blur();
    await action.getByRole("button", { name: WORDS.en.look }).click();
    await action.getByText("None of these items can be returned").waitFor();
    const text = await action.locator("body").innerText();
    const sends = await action.getByRole("button", { name: WORDS.en.send }).count();
    await page.screenshot({ path: "artefacts/shopper-denied.png" });
    await page.context().close();

    expect(text).toContain("No return on electronic parts.");
    expect(text).toContain("Under warranty until");
    expect(sends).toBe(0);
  });

  it("tells another customer nothing, and asks whoever came by a mail's link to log in", async () => {
    scene.world.store.placeOrder({ name: "#3001", customer: "Rider Two", lines: [{ sku: "VAR-1", quantity: 1 }] });
    await scene.world.settle();
    const stranger = await openOrder(2001, view, "&as=Rider%20Two");
    const byMail = await openOrder(2001, view, "&as=mail");

    await place(stranger.page, BLOCK).getByText("This order cannot be found.").waitFor();
    await place(byMail.page, BLOCK).getByRole("button", { name: "Log in" }).click();
    await byMail.page.waitForURL((url) => !url.searchParams.has("as"));
    await Promise.all([stranger, byMail].map(({ page }) => page.context().close()));
  });
});

const DEFECT = {
  en: {
    start: "Something is defective",
    covered: "Covered by the warranty",
    call: "Call us while the part is still installed:",
    symptom: "What is wrong?",
    send: "Tell us what is wrong",
    claim: "Warranty claim",
    opened: "Warranty case open",
    place: /place 1 in the queue, 0 units ahead/,
    cancel: "Cancel",
    yes: "Yes",
  },
  fr: {
    start: "Quelque chose est défectueux",
    covered: "Couvert par la garantie",
    call: "Appelez-nous pendant que la pièce est encore installée :",
    symptom: "Qu’est-ce qui ne va pas?",
    send: "Nous dire ce qui ne va pas",
    claim: "Réclamation de garantie",
    opened: "Dossier de garantie ouvert",
    place: /place 1 dans la file, 0 unités avant/,
    cancel: "Annuler",
    yes: "Oui",
  },
} as const;

describe.each(VIEWS)("a shopper with a defective or a waiting part on a $screen in $locale", (view) => {
  const words = DEFECT[view.locale];
  const shot = (page: Page, name: string) =>
    page.screenshot({ path: `artefacts/shopper-${name}-${view.screen}-${view.locale}.png`, fullPage: true });

  it("hears that it is covered and whom to call, says what is wrong, and sees the case without a number", async () => {
    const { page, faults } = await openOrder(view.locale === "fr" ? 2003 : 2002, view);
    const block = place(page, BLOCK);

    await block.getByRole("button", { name: words.start }).click();
    await block.getByText(words.covered).waitFor();
    await block.getByText(words.call).waitFor();
    const numbers = await block
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    await block.getByLabel(words.symptom).fill("No sparks");
    await block.getByLabel(words.symptom).blur();
    await shot(page, "defect");
    const violations = (await Promise.all(page.frames().map(violationsIn))).flat();
    const overflow = await Promise.all(page.frames().map(overflowOf));
    await block.getByRole("button", { name: words.send }).click();
    await block.getByRole("heading", { name: words.claim }).waitFor();
    await block.getByText(words.opened).waitFor();
    const text = await block.locator("body").innerText();
    await shot(page, "claim");
    await page.context().close();

    expect(numbers).toEqual(["tel:4503590604", "tel:18777770604"]);
    expect(text).not.toMatch(/RMA-\d/);
    expect([violations, Math.max(...overflow)]).toEqual([[], 0]);
    expect(faults).toEqual([]);
  });

  it("sees the place of waiting units in the queue, and cancels them", async () => {
    const name = view.locale === "fr" ? "#4002" : "#4001";
    const sku = `WAIT-${view.locale}`;
    scene.world.store.createProduct({ sku, title: "Belt", price: "80.00", type: "Transmission", stock: 0 });
    scene.world.store.placeOrder({
      name,
      customer: CUSTOMER,
      shipTo: { country: "CA", province: "QC" },
      lines: [{ sku, quantity: 2 }],
    });
    await scene.world.settle();
    const { page } = await openOrder(Number(name.slice(1)), view);
    const block = place(page, BLOCK);

    await block.getByText(words.place).waitFor();
    await shot(page, "waiting");
    await block.getByRole("button", { name: words.cancel, exact: true }).click();
    await block.getByRole("button", { name: words.yes, exact: true }).click();
    await block.getByText(words.place).waitFor({ state: "detached" });
    await page.context().close();
  });
});
