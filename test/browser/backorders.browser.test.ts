import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLEAN, checked, DESK, picture, startScene, TELEPHONE, VIEWS, type Scene } from "./scene.ts";

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
  const { store } = scene.world;
  store.createProduct({ sku: "PIPE", title: "Exhaust pipe", price: "200.00", stock: 0 });
  store.createProduct({ sku: "BELT", title: "Drive belt", price: "33.33", stock: 1, tax: "0.15" });
  scene.place("#2001", "Ann", [
    ["PIPE", 4],
    ["BELT", 2],
  ]);
  scene.place("#2002", "Bob", [["PIPE", 1]]);
  for (let count = 3; count < 30; count += 1) scene.place(`#20${String(count).padStart(2, "0")}`, "Cas", [["PIPE", 1]]);
  await scene.world.settle();
  store.setStock("PIPE", { add: 2 });
  await scene.world.settle();
}, 180_000);
afterAll(() => scene.close());

const heading = async (shown: Awaited<ReturnType<Scene["open"]>>, name: RegExp) =>
  shown.frame.getByRole("heading", { name }).first().waitFor();

/** The queue of the exhaust pipe, by the link that staff follow. */
async function openQueue(view = DESK) {
  const shown = await scene.open("/app/backorders", view);
  await shown.frame.getByRole("link", { name: "Exhaust pipe" }).click();
  await heading(shown, /Exhaust pipe/);
  return shown;
}

describe.each(VIEWS)("the back-order pages on a $screen in $locale", (view) => {
  it.each([
    ["products", () => "/app/backorders"],
    ["orders", () => "/app/backorders?by=order"],
    ["refused-form", () => `${scene.orderPath("#2001")}/refused`],
    ["order", () => scene.orderPath("#2001")],
  ])("show %s, accessible and within the window", async (name, path) => {
    const shown = await scene.open(path(), view);
    await shown.frame.getByRole("heading", { level: 1 }).first().waitFor();
    const found = await checked(shown);
    await picture(shown, `backorders-${name}-${view.screen}-${view.locale}`);
    await shown.close();

    expect(found).toEqual(CLEAN);
  });

  it("show one queue, what would ship, and every promise", async () => {
    const shown = await openQueue(view);
    const found = await checked(shown);
    await picture(shown, `backorders-queue-${view.screen}-${view.locale}`);
    await shown.close();

    expect(found).toEqual(CLEAN);
  });
});

describe("what staff do with the queue", () => {
  it("leafs through the orders by cursor, to the end and back", async () => {
    const shown = await scene.open("/app/backorders?by=order");
    const rows = () => shown.frame.locator("ol.rma-list > li").count();
    const first = await rows();
    await shown.frame.getByRole("button", { name: "Next", exact: true }).click();
    await shown.frame.getByRole("link", { name: "#2029" }).waitFor();
    const last = await rows();
    await shown.frame.getByRole("button", { name: "Previous", exact: true }).click();
    await shown.frame.getByRole("link", { name: "#2001" }).first().waitFor();
    const here = await shown.frame.locator("[aria-current=page]", { hasText: "By order" }).count();
    await shown.close();

    expect([first, last, here]).toEqual([25, 5, 1]);
  });

  it("says who is next and why, what would ship if some came, and asks before it cancels", async () => {
    const shown = await openQueue();
    await shown.frame.getByText("Next: the oldest that is not passed over").waitFor();
    await shown.frame.getByLabel("If this many units arrive").fill("3");
    await shown.frame.getByRole("button", { name: "Show who gets them" }).click();
    await shown.frame.getByText("Would get 2 units").waitFor();
    const would = await shown.frame.getByText("Would get 1 unit").count();
    const second = shown.frame.locator("ol.rma-list > li").nth(1);
    await second.getByRole("button", { name: "Cancel units" }).click();
    await second.getByText("Cancel 1 unit?").waitFor();
    await second.getByRole("button", { name: "Keep waiting" }).click();
    const still = await second.getByRole("link").innerText();
    await shown.close();

    expect([would, still]).toEqual([1, "#2002"]);
  });

  it("opens the case of a refused back-order on the order's page, on a telephone, too", async () => {
    const shown = await scene.open(scene.orderPath("#2001") + "/refused", TELEPHONE);
    await shown.frame.getByLabel("Exhaust pipe · PIPE").fill("2");
    await shown.frame.getByRole("button", { name: "Open the case" }).click();
    await shown.frame.getByText("Nothing speaks against it.").waitFor();
    const found = await checked(shown);
    await picture(shown, "backorders-refused-answer-telephone-en");
    await shown.close();

    expect(found).toEqual(CLEAN);
    expect((await scene.cases("#2001")).rows).toMatchObject([{ status: "approved" }]);
  });

  it("takes in at the dock what the carrier brings back, by the order and the number under which it left", async () => {
    const { store } = scene.world;
    store.releaseHoldInAdmin("#2029", "INVENTORY_OUT_OF_STOCK");
    store.fulfil("#2029", { tracking: "1Z 77" });
    await scene.world.settle();
    const dock = await scene.open("/app/dock", TELEPHONE);
    await dock.frame.getByLabel("The carrier brings it back undelivered").check();
    await dock.frame.getByLabel("Our order on the label").fill("2029");
    await dock.frame.getByLabel("Carrier’s number").first().fill("1Z77");
    await dock.frame.getByLabel("SKU", { exact: true }).fill("PIPE");
    await dock.frame.getByRole("button", { name: "Add part" }).click();
    await dock.frame.getByRole("button", { name: "Judge parcel" }).click();
    await dock.frame.getByText("ACCEPT", { exact: true }).waitFor();
    const found = await checked(dock);
    await picture(dock, "backorders-dock-carrier-telephone-en");
    await dock.close();

    expect(found).toEqual(CLEAN);
    expect((await scene.cases("#2029")).rows).toMatchObject([{ status: "received" }]);
  });
});
