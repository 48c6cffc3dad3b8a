import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staffSurface } from "../scenario/surfaces/staff.ts";
import { readPdf } from "../kit/pdf.ts";
import { CLEAN, checked, DESK, downloaded, picture, startScene, TELEPHONE, type Scene } from "./scene.ts";

/** The machine may be busy with other tests. */
const PATIENTLY = { timeout: 15_000 };
const ZOE = "Zoé Côté";
/** A reason that would run, load, turn the page round or burst it if it were anything but text. */
const NASTY = `<script>document.title = "taken"</script><img src="https://evil.example/x.png"> \u202eevil 👩🏽‍🔧 ${"X".repeat(200)}`;

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
  const { store, appUrl } = scene.world;
  const settings = JSON.stringify({ return: { secondPersonAbove: "100.00" } });
  await staffSurface(appUrl, store).send("/app/policy", { intent: "publish", settings });
  store.createProduct({ sku: "VAR-1", title: "Variator kit", price: "33.33", stock: 100, tax: "0.15" });
  store.createProduct({ sku: "RX2N", title: "RX-2N gauge", price: "229.95", tags: ["Electronic"], stock: 10 });
  for (const name of ["#1001", "#1002", "#1003"]) scene.place(name, "Ann", [["VAR-1", 2]]);
  scene.place("#1004", ZOE, [["RX2N", 1]]);
  scene.place("#1005", ZOE, [["VAR-1", 3]]);
  await scene.shipped("#1001", "#1002", "#1003", "#1004", "#1005");
  // What was sent in error is for a person to decide.
  for (const name of ["#1001", "#1002", "#1003"]) await scene.ask(name, "wrong-item");
}, 180_000);

afterAll(() => scene.close());

describe("a merchant before the list of returns", () => {
  it("finds what waits, keeps it as a view, and decides several with a result for each", async () => {
    const shown = await scene.open("/app/rmas", DESK, "Mia Manager");
    const { frame, page } = shown;
    const rows = frame.locator("li.rma-row");

    await frame.getByLabel("Search returns").fill("var-1");
    await frame.getByRole("button", { name: "Search", exact: true }).click();
    await frame.getByText("Cases with the SKU var-1").waitFor();
    await frame.getByLabel("Verdict").selectOption("review");
    await expect.poll(() => rows.count(), PATIENTLY).toBe(3);
    await frame.getByRole("button", { name: "Save as view" }).click();
    await frame.getByPlaceholder("Name of the view").fill("Variators in review");
    await page.keyboard.press("Enter");
    await frame.getByRole("link", { name: "Variators in review" }).waitFor();
    await frame.getByRole("link", { name: "To decide" }).click();
    await expect.poll(() => rows.count(), PATIENTLY).toBe(3);

    // Another person decides one of them while the list is on the screen.
    const [other] = (await scene.cases("#1003")).rows;
    const { appUrl, store } = scene.world;
    await staffSurface(appUrl, store).send(`/app/rmas/${other?.id ?? ""}`, { intent: "decline", text: "Too late." });
    await frame.getByLabel("Select all that wait for a decision").check();
    await picture(shown, "merchant-bulk");
    const selecting = await checked(shown);
    await frame.getByRole("button", { name: "Approve selected" }).click();
    await frame.getByText("What became of the selected").waitFor();
    const results = await frame.getByRole("status").filter({ hasText: "What became" }).innerText();
    await picture(shown, "merchant-bulk-results");
    // The list of what waits is empty now; what became of it is still there.
    await expect.poll(() => rows.count(), PATIENTLY).toBe(0);
    const decided = { ...(await checked(shown)), results: await frame.getByText(": done").count() };
    await scene.world.settle();

    await frame.getByRole("link", { name: "Variators in review" }).click();
    await expect.poll(() => rows.count(), PATIENTLY).toBe(3);
    const standing = await rows.allInnerTexts();
    await frame.getByRole("button", { name: "Delete this view" }).click();
    await expect.poll(() => frame.getByRole("link", { name: "Variators in review" }).count(), PATIENTLY).toBe(0);
    await shown.close();

    expect([selecting, decided]).toEqual([CLEAN, { ...CLEAN, results: 2 }]);
    expect(results.match(/RMA-\d{6}-\d · #100[12]: done/g)).toHaveLength(2);
    expect(results).toContain("Request #1003: The case does not allow this now.");
    expect(standing.map((row) => /Approved|Declined/.exec(row)?.[0])).toEqual(["Declined", "Approved", "Approved"]);
  });

  it("takes the list along as CSV, and finds a customer by name", async () => {
    await scene.ask("#1005", "unwanted");
    const { frame, page, close } = await scene.open("/app/rmas");

    await frame.getByLabel("Search returns").fill("côté");
    await frame.getByRole("button", { name: "Search", exact: true }).click();
    await frame.getByText("Cases of the customers that Shopify finds for “côté”").waitFor();
    const { name, bytes } = await downloaded(page, () => frame.getByRole("button", { name: "Export as CSV" }).click());
    await close();

    const lines = bytes.toString("utf8").trim().split("\r\n");
    expect(name).toBe("returns.csv");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^RMA-\d{6}-\d,#1005,return,approved,allow,3 × VAR-1,/);
  });
});

describe("a merchant before one return", () => {
  it("decides against the policy only with a second person, and sees who did what and why", async () => {
    const asked = await scene.open(`${scene.orderPath("#1004")}/return`, DESK, "Mia Manager");
    await asked.frame.getByLabel("Units").fill("1");
    await asked.frame.getByRole("button", { name: "Open return" }).click();
    await asked.frame.getByLabel("Reason to decide against the policy").fill(NASTY);
    await asked.frame.getByRole("button", { name: "Open against the policy" }).click();
    await asked.frame.getByRole("link", { name: "request waiting for a decision" }).click();
    await asked.frame.getByText("You decided against the policy.").waitFor();
    const own = await asked.frame.getByRole("button", { name: "Agree as second person" }).count();
    const first = await checked(asked);
    await picture(asked, "merchant-override");
    await asked.close();

    const [row] = (await scene.cases("#1004")).rows;
    const second = await scene.open(`/app/rmas/${row?.id ?? ""}`, TELEPHONE, "Max Second");
    await second.frame.getByText("Mia Manager decided against the policy.").waitFor();
    await second.frame.getByRole("button", { name: "Agree as second person" }).click();
    await second.frame.getByText("Done.").waitFor();
    await scene.world.settle();
    await second.page.reload();
    await second.close();
    const after = await scene.open(`/app/rmas/${row?.id ?? ""}`, TELEPHONE);
    const text = await after.frame.getByRole("main").innerText();
    const found = await checked(after);
    const title = await after.frame.title();
    await picture(after, "merchant-overridden");
    await after.close();

    expect([own, first, found]).toEqual([0, CLEAN, CLEAN]);
    expect(title).not.toBe("taken");
    expect(text).toContain("<script>");
    expect(text).toContain("by Mia Manager");
    expect(text).toContain("by Max Second");
    expect(text).toContain("No return on electronic parts");
  });

  it("prints the form, reads the worksheet, and pays once however often the button is pressed", async () => {
    const [row] = (await scene.cases("#1005")).rows;
    const number = row?.number ?? "";
    const { appUrl, store } = scene.world;
    const staff = staffSurface(appUrl, store);
    const parcel = { numbers: [number], prepaid: true, invoiceCopy: true, contents: [{ sku: "VAR-1", quantity: 3 }] };
    await staff.send("/app/dock", { parcel: JSON.stringify(parcel) });
    await scene.world.settle();
    const bench = await scene.open(`/app/rmas/${number}/inspect`);
    await bench.frame.getByRole("button", { name: "Record inspection" }).click();
    await bench.frame.getByText("Both agree.").waitFor();

    const form = await downloaded(bench.page, () => bench.frame.getByRole("button", { name: "Download form" }).click());
    const worksheet = await bench.frame.getByRole("main").innerText();
    await picture(bench, "merchant-worksheet");
    const before = await checked(bench);
    await bench.frame.getByRole("button", { name: "Refund", exact: true }).dblclick();
    await bench.frame.getByText("Done.").waitFor();
    await bench.close();
    await staff.send(`/app/rmas/${number}`, { intent: "refund" });
    await scene.world.settle();
    const after = await scene.open(`/app/rmas/${number}`);
    const text = await after.frame.getByRole("main").innerText();
    const mail = after.frame.getByRole("link", { name: "Refund paid" });
    await mail.click();
    await after.frame.frameLocator("iframe.rma-mail").getByText(number).first().waitFor();
    await after.close();

    expect(before).toEqual(CLEAN);
    // 99.99: fee 25.00, tax 15.00 of 15.00, refund 89.99.
    expect(worksheet).toMatch(/Paid share\s+\$99\.99/);
    expect(worksheet).toMatch(/Restock fee\s+\$25\.00/);
    expect(worksheet).toMatch(/Will be paid\s+\$89\.99/);
    expect(text).toMatch(/Paid back\s+\$89\.99/);
    expect(text).toContain("Settled");
    expect(scene.world.store.order("#1005")).toMatchObject({ refunds: 1, refunded: "89.99" });
    expect(form.name).toBe(`${number}.pdf`);
    const { pages, language } = await readPdf(form.bytes);
    expect(language).toMatch(/^en/);
    expect(pages[0]).toContain(number);
  });
});
