import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startShop, type ShopUnderTest } from "../reliability/shop-under-test.ts";
import { staffSurface, type StaffSurface } from "../scenario/surfaces/staff.ts";

let shop: ShopUnderTest;
let staff: StaffSurface;
let page = "";
let clerk = "";
let technician = "";

beforeAll(async () => {
  shop = await startShop();
  staff = staffSurface(shop.app.url, shop.store);
  const shipTo = { country: "CA", province: "QC" };
  const orderId = shop.store.placeOrder({ name: "#1", shipTo, lines: [{ sku: "BELT", quantity: 2 }] });
  await shop.settle();
  shop.store.fulfil("#1");
  await shop.settle();
  page = `/app/orders/${orderId.split("/").at(-1) ?? ""}/refund`;
  [clerk, technician] = [shop.store.staffId("Carl"), shop.store.staffId("Tess")];
  for (const person of [clerk, technician]) await staff.send("/app/people", { intent: "look" }, person);
  const roles = JSON.stringify({ [clerk]: "clerk", [technician]: "technician" });
  expect(await staff.send("/app/people", { intent: "give-roles", roles })).toMatchObject({ status: 200 });
}, 120_000);

afterAll(() => shop.close());

const goodwill = () => {
  const { id: orderId, lines } = shop.store.order("#1");
  const asked = [{ lineId: lines[0]?.id, quantity: 1, reason: "unwanted" }];
  return JSON.stringify({ requestId: crypto.randomUUID(), orderId, lines: asked, waiveFee: false, reason: "A friend" });
};

const forms: readonly (readonly [string, () => Record<string, string>])[] = [
  ["pay", () => ({ intent: "pay", rmaId: "of-nobody" })],
  ["cancel", () => ({ intent: "cancel", cancel: "{}" })],
  ["preview", () => ({ intent: "preview", goodwill: goodwill() })],
  ["goodwill", () => ({ intent: "goodwill", goodwill: goodwill() })],
];

/** Whom the page refuses for their role, by what they press. */
const refused = async (person: string | undefined) => {
  const found: string[] = [];
  for (const [name, form] of forms) {
    const { data } = await staff.send(page, form(), person);
    if (JSON.stringify(data).includes("role-required")) found.push(name);
  }
  await shop.settle();
  return found;
};

describe("the app's own door, by role (R9)", () => {
  it("refuses everything that pays to whoever may not refund, and pays nothing", async () => {
    expect(await refused(technician)).toEqual(["pay", "cancel", "preview", "goodwill"]);
    expect(shop.store.order("#1")).toMatchObject({ refunds: 0, refunded: "0.00" });
  });

  it("lets a clerk pay what the policy allows, and nothing beyond it", async () => {
    expect(await refused(clerk)).toEqual(["preview", "goodwill"]);
    expect(shop.store.order("#1")).toMatchObject({ refunds: 0, refunded: "0.00" });
  });

  it("opens whole to the owner, who pays once", async () => {
    expect(await refused(undefined)).toEqual([]);
    expect(shop.store.order("#1")).toMatchObject({ refunds: 1, refunded: "60.00" });
  });
});
