import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLEAN, checked, picture, startScene, TELEPHONE, VIEWS, type Scene } from "./scene.ts";

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
  store.createProduct({ sku: "RX2N", title: "RX-2N gauge", price: "229.95", tags: ["Electronic"], stock: 10 });
  for (const name of ["#1001", "#1002"]) {
    scene.place(name, "Rider One", [
      ["VAR-1", 3],
      ["RX2N", 1],
    ]);
  }
  await scene.shipped("#1001", "#1002");
}, 180_000);

afterAll(() => scene.close());

/** Asks for units of an order as staff do for a customer who called. */
async function openReturn(order: string, lines: { sku: string; quantity: number; reason: string }[]): Promise<string> {
  const shown = await scene.open(`${scene.orderPath(order)}/return`);
  const { frame } = shown;
  for (const { sku, quantity, reason } of lines) {
    const line = frame.getByRole("group", { name: new RegExp(sku) });
    await line.getByLabel("Units").fill(String(quantity));
    await line.getByLabel("Reason").selectOption(reason);
  }
  await frame.getByRole("button", { name: "Open return" }).click();
  const link = frame.getByRole("link", { name: /^RMA-/ }).first();
  await link.waitFor();
  const number = await link.innerText();
  await picture(shown, "return-answer");
  await shown.close();
  await scene.world.settle();
  return number;
}

describe("a return from the call to the refund", () => {
  it("is opened for a customer who called, judged at the dock, inspected and paid", async () => {
    const number = await openReturn("#1001", [{ sku: "VAR-1", quantity: 2, reason: "does-not-fit" }]);

    // The clerk has a scanner: the number, the parts one by one, Enter on the empty field.
    const dock = await scene.open("/app/dock", TELEPHONE);
    await dock.page.keyboard.type(number);
    await dock.page.keyboard.press("Enter");
    await dock.frame.getByText("of 2").waitFor();
    for (const _unit of [1, 2]) {
      await dock.page.keyboard.type("var-1");
      await dock.page.keyboard.press("Enter");
    }
    expect(await dock.frame.getByLabel("Arrived").inputValue()).toBe("2");
    await picture(dock, "dock-parcel");
    expect(await checked(dock)).toEqual(CLEAN);

    await dock.frame.getByLabel("RMA number, or a part’s SKU").focus();
    await dock.page.keyboard.press("Enter");
    await dock.frame.getByText("HOLD", { exact: true }).waitFor();
    await dock.frame.getByText("The invoice copy is missing").first().waitFor();
    await dock.page.screenshot({ path: "artefacts/dock-hold.png" });
    expect(await checked(dock)).toEqual(CLEAN);
    await dock.page.keyboard.press("Enter");
    const focused = await dock.frame.evaluate("document.activeElement?.id");
    expect(focused).toBe("dock-scan");
    await dock.page.keyboard.press("Enter");
    expect(await dock.frame.getByText("No number", { exact: true }).count()).toBe(0);
    await dock.frame.getByRole("button", { name: "Copy has come" }).click();
    await dock.frame.getByRole("button", { name: "Copy has come" }).waitFor({ state: "detached" });
    await dock.close();
    await scene.world.settle();

    const bench = await scene.open(`/app/rmas/${number}/inspect`);
    await bench.frame.getByText("2 units to inspect").waitFor();
    await bench.frame.getByLabel("Put back on the shelf").check();
    await picture(bench, "inspection");
    expect(await checked(bench)).toEqual(CLEAN);
    await bench.frame.getByRole("button", { name: "Record inspection" }).click();
    await bench.frame.getByText("Both agree.").waitFor();
    await picture(bench, "rma-worksheet");

    // 3 × 33.33: two units 66.66, fee 16.67, tax 10.00 of 15.00, refund 59.99.
    const worksheet = await bench.frame.getByRole("main").innerText();
    expect(worksheet).toMatch(/Paid share\s+\$66\.66/);
    expect(worksheet).toMatch(/Restock fee\s+\$16\.67/);
    await bench.frame.getByRole("button", { name: "Refund", exact: true }).click();
    await bench.frame.getByText("Done.").waitFor();
    await scene.world.settle();
    expect(await checked(bench)).toEqual(CLEAN);
    await bench.close();

    const after = await scene.open(`/app/rmas/${number}`);
    const text = await after.frame.getByRole("main").innerText();
    await picture(after, "rma-settled");
    await after.close();
    expect(text).toContain("Settled");
    expect(text).toContain("Nothing is left to do.");
    expect(text).toContain("Refund paid");
    expect(text).toMatch(/Paid back\s+\$59\.99/);
    expect(scene.world.store.order("#1001").refunds).toBe(1);
  });

  it("is refused at the dock in letters that can be read across a room, with every reason", async () => {
    const dock = await scene.open("/app/dock");
    await dock.page.keyboard.type("RMA-100001-9");
    await dock.page.keyboard.press("Enter");
    await dock.frame.getByText("its check digit is wrong").waitFor();
    await dock.frame.getByLabel("Sent prepaid").uncheck();
    await dock.frame.getByRole("button", { name: "Judge parcel" }).click();
    await dock.frame.getByText("REFUSE", { exact: true }).waitFor();
    const text = await dock.frame.getByRole("main").innerText();
    await dock.page.screenshot({ path: "artefacts/dock-refuse.png" });
    const height = await dock.frame.evaluate(
      "parseFloat(getComputedStyle(document.querySelector('.rma-dock-letters')).fontSize)",
    );
    const found = await checked(dock);
    await dock.close();

    expect(text).toContain("No RMA number that we know");
    expect(text).toContain("Sent collect: parcels must be prepaid");
    expect(height).toBeGreaterThan(100);
    expect(found).toEqual(CLEAN);
  });
});

describe.each(VIEWS)("the pages of returns on a $screen in $locale", (view) => {
  it.each([
    ["case", "/app/rmas/RMA-100001-5"],
    ["list", "/app/rmas"],
    ["dock", "/app/dock"],
    ["return", "return"],
  ])("show %s, accessible and within the window", async (name, path) => {
    const shown = await scene.open(path === "return" ? `${scene.orderPath("#1002")}/return` : path, view);
    await shown.frame.getByRole("heading", { level: 1 }).waitFor();

    const found = await checked(shown);
    await picture(shown, `rma-${name}-${view.screen}-${view.locale}`);
    await shown.close();

    expect(found).toEqual(CLEAN);
  });
});
