import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startShop, type ShopUnderTest } from "../reliability/shop-under-test.ts";
import { staffSurface, type StaffSurface } from "../scenario/surfaces/staff.ts";

let shop: ShopUnderTest;
let staff: StaffSurface;
let anna: string;
let ben: string;

beforeAll(async () => {
  shop = await startShop();
  staff = staffSurface(shop.app.url, shop.store);
  anna = shop.store.staffId("Anna Tremblay");
  ben = shop.store.staffId("Ben");
});
afterAll(() => shop.close());

const give = (roles: Record<string, string | null>, by?: string) =>
  staff.send("/app/people", { intent: "give-roles", roles: JSON.stringify(roles) }, by);

const publish = (windowDays: number, by?: string) =>
  staff.send("/app/policy", { intent: "publish", settings: JSON.stringify({ return: { windowDays } }) }, by);

const people = async () => {
  const { rows } = await shop.database.query<{ user_id: string; name: string | null; role: string | null }>(
    "SELECT user_id, name, role FROM staff_user ORDER BY user_id",
  );
  return rows;
};

describe("people and roles, through the pages (R9)", () => {
  it("lets everyone do everything while nobody has a role, and learns each name once", async () => {
    expect(await publish(31, anna)).toMatchObject({ status: 200 });
    expect(await publish(32, ben)).toMatchObject({ status: 200 });
    expect(await publish(33, anna)).toMatchObject({ status: 200 });

    expect(await people()).toEqual([
      { user_id: "1", name: "Staff Member 1", role: null },
      { user_id: anna, name: "Anna Tremblay", role: null },
      { user_id: ben, name: "Ben", role: null },
    ]);
  });

  it("refuses what is no role, nobody's number, and what is no form, and changes nothing", async () => {
    expect(await give({ [anna]: "king" })).toMatchObject({ status: 400, data: { error: "invalid-request" } });
    expect(await give({ "999": "clerk" })).toMatchObject({ status: 422, data: { error: "unknown-person" } });
    expect(await staff.send("/app/people", { intent: "give-roles", roles: "{" })).toMatchObject({ status: 400 });

    expect((await people()).every(({ role }) => role === null)).toBe(true);
  });

  it("binds people to the roles that they are given, and those without one to looking", async () => {
    expect(await give({ [anna]: "clerk" })).toEqual({ status: 200, data: { given: 1 } });

    for (const person of [anna, ben]) {
      expect(await publish(40, person)).toMatchObject({ status: 403, data: { errors: [{ code: "role-required" }] } });
      expect(await give({ [person]: "manager" }, person)).toEqual({ status: 403, data: { error: "role-required" } });
      expect(Object.keys(await staff.read("/app/policy"))).toContain("routes/app.policy");
    }
    expect(await publish(41)).toMatchObject({ status: 200 });
  });

  it("lets a manager whom the owner made give roles, and keeps an account of it", async () => {
    await give({ [ben]: "manager" });
    expect(await give({ [anna]: "technician" }, ben)).toMatchObject({ status: 200 });
    expect(await publish(42, ben)).toMatchObject({ status: 200 });

    const { rows } = await shop.database.query<{ by: string; details: unknown }>(
      "SELECT by, details FROM case_event WHERE code = 'role-given' ORDER BY id",
    );
    expect(rows).toEqual([
      { by: "user:1", details: { role: { user: anna, before: "none", after: "clerk" } } },
      { by: "user:1", details: { role: { user: ben, before: "none", after: "manager" } } },
      { by: `user:${ben}`, details: { role: { user: anna, before: "clerk", after: "technician" } } },
    ]);
  });

  it("lets nobody pick another shop's people", async () => {
    await shop.database.query(
      "INSERT INTO staff_user (shop, user_id, name, is_owner, seen_at) VALUES ('other.myshopify.com', '77', 'Other', false, $1)",
      [new Date()],
    );

    expect(await give({ "77": "clerk" })).toMatchObject({ status: 422, data: { error: "unknown-person" } });
    expect(JSON.stringify(await staff.read("/app/people"))).not.toContain("Other");
  });
});
