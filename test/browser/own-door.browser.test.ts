import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLEAN, checked, picture, startScene, VIEWS, type Scene } from "./scene.ts";

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
  const { store } = scene.world;
  store.createProduct({ sku: "VAR-1", title: "Variator kit", price: "33.33", stock: 2, tax: "0.15" });
  store.createProduct({ sku: "RX2N", title: "RX-2N gauge", price: "229.95", tags: ["Electronic"], stock: 5 });
  scene.place("#1001", "Ann", [
    ["VAR-1", 2],
    ["RX2N", 1],
  ]);
  await scene.shipped("#1001");
  await scene.ask("#1001", "unwanted");
  scene.place("#1002", "Ann", [["VAR-1", 3]]);
  await scene.world.settle();
}, 180_000);
afterAll(() => scene.close());

describe.each(VIEWS)("the app's own door on a $screen in $locale", (view) => {
  it.each([
    ["refund", () => `${scene.orderPath("#1001")}/refund`],
    ["refund-waiting", () => `${scene.orderPath("#1002")}/refund`],
    ["order-waiting", () => scene.orderPath("#1002")],
    ["permissions", () => "/app/permissions"],
  ])("shows %s, accessible and within the window", async (name, path) => {
    const shown = await scene.open(path(), view);
    await shown.frame.getByRole("heading", { level: 1 }).first().waitFor();
    const found = await checked(shown);
    await picture(shown, `own-door-${name}-${view.screen}-${view.locale}`);
    await shown.close();

    expect(found).toEqual(CLEAN);
  });
});
