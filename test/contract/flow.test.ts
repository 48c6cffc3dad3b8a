import { buildSchema, isObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { BREACH_CLAUSES, isBreachCode } from "~/domain/breach/breach-codes";
import { KOSO_PRESET } from "~/domain/policy/policy-settings";
import { breachForFlow } from "~/workflows/breach-for-flow";
import { readDeclaredExtensions } from "../store/declared-extensions.ts";

const [trigger] = readDeclaredExtensions().filter(({ type }) => type === "flow_trigger");
const [action] = readDeclaredExtensions().filter(({ type }) => type === "flow_action");

const codes = Object.keys(BREACH_CLAUSES).filter(isBreachCode);

const told = (code: (typeof codes)[number]) =>
  breachForFlow({
    breach: {
      id: "5c4a6a0c-3c5b-4a37-9d4d-0f6f3f0b7a11",
      orderId: "gid://shopify/Order/6012345678901",
      orderName: "#1001",
      code,
      evidenceId: "gid://shopify/Refund/1",
      rmaId: null,
      policyVersion: 3,
      currency: "CAD",
      amountMinor: 3_425,
      allowedMinor: 10_273,
      userId: null,
      openedAt: new Date("2026-03-03T15:00:00Z"),
      state: "open",
      closedAt: null,
      closedBy: null,
      reason: null,
    },
    policy: KOSO_PRESET,
    person: null,
    rmaNumber: null,
    caseUrl: "https://koso.myshopify.com/admin/apps/key/app/breaches/5c4a6a0c",
  });

/** What the CLI takes for a trigger (its `flow_trigger` specification): other types and keys fail at deploy. */
const TRIGGER_TYPES = ["order_reference", "single_line_text_field", "number_decimal", "url"];

describe("the Flow trigger", () => {
  it("declares fields that Flow can have: keys of letters and spaces, each explained", () => {
    const custom = trigger?.fields.filter(({ key }) => key !== undefined) ?? [];

    expect(trigger?.fields.filter(({ type }) => !TRIGGER_TYPES.includes(type))).toEqual([]);
    expect(custom.filter(({ key }) => !/^[a-zA-Z\s]+$/.test(key ?? ""))).toEqual([]);
    expect(custom.filter(({ description }) => description === undefined)).toEqual([]);
    expect(trigger?.name).toMatch(/^[A-Z][a-z ]+$/);
  });

  it.each(codes)("is told of %s with every declared field and no other", (code) => {
    const { handle, payload } = told(code);

    expect(handle).toBe(trigger?.handle);
    expect(Object.keys(payload).sort()).toEqual(
      trigger?.fields.map(({ type, key }) => key ?? type.replace("_reference", "_id")).sort(),
    );
    expect(trigger?.fields.find(({ key }) => key === "Breach")?.description).toContain(code);
    // A text that is missing would be its own key.
    expect(Object.values(payload).filter((value) => /^(breaches|clauses)\./.test(String(value)))).toEqual([]);
    expect(payload["Summary"]).not.toBe(payload["Summary in French"]);
  });

  it("is told amounts as numbers, the order by its number, and the clause with its figures", () => {
    expect(told("fee-not-taken").payload).toMatchObject({
      order_id: 6_012_345_678_901,
      Breach: "fee-not-taken",
      Clause: "Restock fees of 25% applied on return goods.",
      "Clause in French": expect.stringMatching(/\b25\s%/),
      "Amount beyond the policy": 34.25,
      "Amount allowed": 102.73,
      Person: "",
    });
  });
});

describe("the Flow action", () => {
  it("asks for the order, and names a path of ours and a type that its schema declares", () => {
    expect(action?.fields).toMatchObject([{ type: "order_reference" }]);
    expect(action?.action?.path).toBe("/flow/judge-order");
    const type = buildSchema(action?.action?.schema ?? "").getType(action?.action?.returns ?? "");
    expect(isObjectType(type) && Object.keys(type.getFields()).sort()).toEqual([
      "items",
      "itemsLeftOut",
      "openBreaches",
      "order",
      "policyVersion",
      "verdict",
    ]);
  });

  it("declares a schema of plain types only: Flow knows no unions, interfaces, scalars or directives of one's own", () => {
    expect(action?.action?.schema).not.toMatch(/\b(union|interface|scalar|directive|input)\b/);
  });
});
