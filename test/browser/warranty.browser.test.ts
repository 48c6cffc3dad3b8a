import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { checked, CLEAN, DESK, startStage, VIEWS, type Stage } from "./scene.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
  const { page, frame } = await stage.open("/app", DESK);
  await frame.getByRole("heading", { level: 1 }).waitFor();
  await page.context().close();
  await stage.world.settle();
  const { store } = stage.world;
  store.createProduct({ sku: "RX2N", title: "RX-2N gauge", price: "229.95", tags: ["Electronic"], stock: 10 });
  store.placeOrder({
    name: "#5001",
    customer: "Rider One",
    shipTo: { country: "CA", province: "QC" },
    lines: [{ sku: "RX2N", quantity: 3 }],
  });
  store.fulfil("#5001");
  await stage.world.settle();
}, 180_000);

afterAll(() => stage.close());

const picture = (page: Page, name: string) => page.screenshot({ path: `artefacts/claim-${name}.png`, fullPage: true });

describe("a claim from the call to the replacement", () => {
  it("is opened, troubleshot by the merchant's checklist, approved, inspected and replaced", async () => {
    const lists = await stage.open("/app/claims/checklists", DESK);
    await lists.frame.getByLabel("Steps").first().fill("Is the fuse whole?\nIs the ground clean?");
    await lists.frame.getByRole("button", { name: "Save checklist" }).first().click();
    await lists.frame.getByText("The checklist is saved.").waitFor();
    await lists.page.context().close();

    const form = await stage.open(`${stage.orderPath("#5001")}/claim`, DESK);
    await form.frame.getByText("proven by the order").waitFor();
    await form.frame.getByLabel("What is wrong").fill("The screen stays dark");
    await form.frame.getByLabel("Vehicle").fill("Ruckus");
    await form.frame.getByLabel("Model year").fill("2019");
    await form.frame.getByLabel("Serial numbers").fill("kn-0001");
    await form.frame.getByRole("button", { name: "Open claim" }).click();
    await form.frame.getByText("Covered. Next: a call").waitFor();
    await picture(form.page, "answer");
    expect(await checked(form)).toEqual(CLEAN);
    await form.frame.getByLabel("Serial numbers").fill("KN-0001");
    await form.frame.getByRole("button", { name: "Open claim" }).click();
    await form.frame.getByText("has a number that another claim holds").waitFor();
    const path = await form.frame.getByRole("link", { name: "the claim" }).count();
    expect(path).toBe(0);
    await form.page.context().close();

    const queue = await stage.open("/app/claims", DESK);
    await queue.frame.getByText("To call").last().waitFor();
    await queue.frame.getByRole("link", { name: "Claim #5001" }).click();
    await queue.frame.getByRole("heading", { name: "Log a call" }).waitFor();
    expect(await queue.frame.getByRole("button", { name: "Approve" }).count()).toBe(0);
    await queue.frame.getByLabel("Is the fuse whole?").selectOption("fine");
    await queue.frame.getByLabel("Is the ground clean?").selectOption("faulty");
    await queue.frame.getByLabel("What was said and tried").fill("Cleaned the ground, still dark");
    await picture(queue.page, "call");
    expect(await checked(queue)).toEqual(CLEAN);
    await queue.frame.getByRole("button", { name: "Log call" }).click();
    await queue.frame.getByRole("heading", { name: "Calls" }).waitFor();
    expect(await queue.frame.getByRole("main").innerText()).toMatch(/Is the ground clean\?\s+Not as it should be/);
    await queue.frame.getByRole("button", { name: "Approve" }).click();
    await queue.frame.getByRole("heading", { level: 1, name: /^RMA-/ }).waitFor();
    const number = await queue.frame.getByRole("heading", { level: 1 }).innerText();
    await queue.page.context().close();
    await stage.world.settle();

    const dock = await stage.open("/app/dock", DESK);
    await dock.page.keyboard.type(number);
    await dock.page.keyboard.press("Enter");
    await dock.frame.getByText("of 1").waitFor();
    await dock.page.keyboard.type("rx2n");
    await dock.page.keyboard.press("Enter");
    await dock.frame.getByLabel("A copy of the invoice is inside").check();
    await dock.frame.getByRole("button", { name: "Judge parcel" }).click();
    await dock.frame.getByText("ACCEPT", { exact: true }).waitFor();
    await dock.page.context().close();

    const bench = await stage.open(`/app/rmas/${number}/inspect`, DESK);
    await bench.frame.getByRole("button", { name: "Record inspection" }).click();
    await bench.frame.getByRole("heading", { name: "Choose the remedy" }).waitFor();
    await bench.frame.getByLabel("Remedy", { exact: true }).selectOption("replace");
    await bench.frame.getByLabel("What it cost us").fill("91.20");
    await picture(bench.page, "remedy");
    expect(await checked(bench)).toEqual(CLEAN);
    await bench.frame.getByRole("button", { name: "Carry out" }).click();
    await bench.frame.getByRole("heading", { name: "Remedies" }).waitFor();
    await bench.page.context().close();
    await stage.world.settle();

    const after = await stage.open(`/app/rmas/${number}`, DESK);
    const text = await after.frame.getByRole("main").innerText();
    await picture(after.page, "settled");
    await after.page.context().close();
    expect(text).toContain("Settled");
    expect(text).toContain("$91.20");
    expect(text).toContain("Replacement sent");
  });

  it("stands in the report with its cause and its cost", async () => {
    const { page, frame, faults } = await stage.open("/app/reports/claims-by-cause", DESK);
    await frame.getByRole("cell", { name: "Manufacturing defect" }).waitFor();
    const row = await frame.getByRole("row", { name: /Manufacturing defect/ }).innerText();
    await page.context().close();

    expect(row.split("\t").map((cell) => cell.trim())).toEqual([
      ...["Manufacturing defect", "1", "0", "0%"],
      expect.stringMatching(/^0/),
      ...["$91.20", "CAD"],
    ]);
    expect(faults).toEqual([]);
  });

  it("is registered for a unit that a dealer sold, and tells what is wrong with the form", async () => {
    const opened = await stage.open("/app/claims/register", DESK);
    const { page, frame, faults } = opened;
    await frame.getByLabel("SKU").fill("RX2N");
    await frame.getByLabel("Purchased on").fill("2999-01-01");
    await frame.getByRole("button", { name: "Register claim" }).click();
    await frame.getByText("Proof of purchase: must be filled in").waitFor();
    await frame.getByLabel("Proof of purchase").fill("Moto Dealer, receipt 18");
    await frame.getByRole("button", { name: "Register claim" }).click();
    await frame.getByText("Purchased on: lies in the future").waitFor();
    await frame.getByLabel("Purchased on").fill("2020-01-01");
    await frame.getByRole("button", { name: "Register claim" }).click();
    await frame.getByRole("heading", { name: "The answer" }).waitFor();
    await picture(page, "register-answer");
    await frame.getByText("Not covered").waitFor();
    // Bought before the app was there: nobody kept a log, so a person decides, and the queue has a claim.
    await frame.getByLabel("Purchased on").fill(new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10));
    await frame.getByRole("button", { name: "Register claim" }).click();
    await frame.getByRole("link", { name: "the claim" }).waitFor();
    // The two refusals above are told by the browser as well.
    const found = await checked({ ...opened, faults: faults.filter((fault) => !fault.includes("status of 400")) });
    await page.context().close();

    expect(found).toEqual(CLEAN);
  });
});

describe.each(VIEWS)("the pages of claims on a $screen in $locale", (view) => {
  it.each([
    ["queue", () => "/app/claims"],
    ["queue-closed", () => "/app/claims?status=settled"],
    ["case", () => "/app/rmas/RMA-100001-5"],
    ["register", () => "/app/claims/register"],
    ["checklists", () => "/app/claims/checklists"],
    ["open", () => `${stage.orderPath("#5001")}/claim`],
    ["order", () => stage.orderPath("#5001")],
    ["reports", () => "/app/reports"],
    ["report", () => "/app/reports/claims-by-product"],
    ["report-by-cause", () => "/app/reports/claims-by-cause?days=365"],
  ])("show %s, accessible and within the window", async (name, path) => {
    const opened = await stage.open(path(), view);
    const { page, frame } = opened;
    await frame.getByRole("heading", { level: 1 }).waitFor();

    const found = await checked(opened);
    await picture(page, `${name}-${view.screen}-${view.locale}`);
    await page.context().close();

    expect(found).toEqual(CLEAN);
  });
});
