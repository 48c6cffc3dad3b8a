import { describe, expect, it } from "vitest";
import { giveRoles, mayDo, ROLES, roleOf, STAFF_ACTIONS, type Member, type Role, type StaffAction } from "./roles";

const MAY: Readonly<Record<StaffAction, string>> = {
  "open-return": "clerk technician manager",
  "decide-return": "clerk manager",
  "register-claim": "clerk technician manager",
  "log-call": "technician manager",
  "decide-claim": "technician manager",
  "record-dealer-repair": "technician manager",
  "edit-checklist": "technician manager",
  "receive-parcel": "clerk technician manager",
  inspect: "technician manager",
  "choose-remedy": "technician manager",
  refund: "clerk manager",
  override: "manager",
  "order-queue": "clerk manager",
  "close-breach": "manager",
  "mark-product": "technician manager",
  "change-policy": "manager",
  "read-history": "manager",
  "give-roles": "manager",
};
const actions = Object.entries(MAY) as [StaffAction, string][];

describe("mayDo", () => {
  it("knows every act, and this test does", () => {
    expect(Object.keys(MAY).sort()).toEqual([...STAFF_ACTIONS].sort());
  });

  it.each(actions)("lets do %s: %s", (action, roles) => {
    expect(ROLES.filter((role) => mayDo(role, true, action)).join(" ")).toBe(roles);
  });

  it("lets everyone do everything where no role was given", () => {
    expect(actions.every(([action]) => mayDo(null, false, action))).toBe(true);
  });

  it("lets people without a role look only, as soon as anybody has one", () => {
    expect(actions.some(([action]) => mayDo(null, true, action))).toBe(false);
  });
});

const aMember = (userId: string, role: Role | null = null, isOwner = false): Member => ({ userId, role, isOwner });

describe("roleOf", () => {
  it("makes the owner a manager, whatever was given", () => {
    expect(roleOf(aMember("1", "clerk", true))).toBe("manager");
    expect(roleOf(aMember("2", "clerk"))).toBe("clerk");
    expect(roleOf(aMember("3"))).toBeNull();
  });
});

describe("giveRoles", () => {
  it("gives, changes and takes roles, and leaves the others theirs", () => {
    const people = [aMember("1", "manager"), aMember("2"), aMember("3", "clerk"), aMember("4", "technician")];

    const given = giveRoles(
      people,
      new Map<string, Role | null>([
        ["2", "technician"],
        ["3", null],
      ]),
    );

    expect(given).toEqual({
      ok: true,
      value: [aMember("1", "manager"), aMember("2", "technician"), aMember("3"), aMember("4", "technician")],
    });
  });

  it("refuses roles among which nobody could give any", () => {
    const refusal = { ok: false, error: { code: "manager-required" } };

    expect(giveRoles([aMember("1"), aMember("2")], new Map([["2", "clerk"]]))).toEqual(refusal);
    expect(giveRoles([aMember("1", "manager"), aMember("2", "clerk")], new Map([["1", null]]))).toEqual(refusal);
  });

  it("accepts them where the owner of the account is known, and taking all of them away", () => {
    expect(giveRoles([aMember("1", null, true), aMember("2")], new Map([["2", "clerk"]])).ok).toBe(true);
    expect(giveRoles([aMember("1", "manager"), aMember("2")], new Map([["1", null]])).ok).toBe(true);
  });

  it("refuses a person nobody has seen", () => {
    expect(giveRoles([aMember("1")], new Map([["9", "manager"]]))).toEqual({
      ok: false,
      error: { code: "unknown-person" },
    });
  });
});
