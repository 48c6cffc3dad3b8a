import { describe, expect, it } from "vitest";
import { aReturnLineOf, anRma, anRmaLine, LINE_ID } from "../../../test/builders/rma.ts";
import { KOSO_PRESET } from "../policy/policy-settings";
import { inspect, outcomeOf, type InspectedUnits } from "./inspect-units";
import type { RmaReason } from "./rma";

const units = (overrides: Partial<InspectedUnits> = {}): InspectedUnits => ({
  lineId: LINE_ID,
  quantity: 1,
  result: "accepted",
  condition: null,
  restock: true,
  ...overrides,
});

const outcome = (reason: RmaReason, found: Partial<InspectedUnits>) => outcomeOf(anRmaLine({ reason }), units(found));

describe("what becomes of inspected units", () => {
  it.each<[RmaReason, Partial<InspectedUnits>, string, boolean]>([
    ["unwanted", {}, "accepted", true],
    ["unwanted", { condition: "good" }, "accepted", true],
    ["unwanted", { condition: "used" }, "accepted", false],
    ["unwanted", { condition: "good", restock: false }, "accepted", false],
    ["unwanted", { condition: "carrier-damage" }, "rejected", false],
    ["unwanted", { result: "rejected", condition: "used" }, "rejected", false],
    ["unwanted", { result: "rejected" }, "rejected", false],
    ["defective", { result: "manufacturing-defect" }, "accepted", true],
    ["defective", { result: "no-fault-found" }, "rejected", false],
    ["defective", { result: "misuse" }, "rejected", false],
    ["defective", { result: "install-damage" }, "rejected", false],
    ["damaged-in-transit", { condition: "carrier-damage" }, "accepted", false],
    ["damaged-in-transit", {}, "accepted", true],
    ["damaged-in-transit", { condition: "good" }, "fault-denied", true],
    ["damaged-in-transit", { result: "no-fault-found" }, "fault-denied", true],
    ["damaged-in-transit", { result: "rejected" }, "fault-denied", true],
    ["damaged-in-transit", { result: "manufacturing-defect", condition: "good" }, "accepted", true],
    ["damaged-in-transit", { result: "rejected", condition: "used" }, "rejected", false],
    ["wrong-item", { condition: "good" }, "accepted", true],
    ["wrong-item", { condition: "carrier-damage" }, "rejected", false],
    ["wrong-item", { result: "rejected" }, "fault-denied", true],
    ["wrong-item", { result: "rejected", condition: "good" }, "fault-denied", true],
    ["wrong-item", { result: "rejected", condition: "used" }, "rejected", false],
  ])("%s, found %o: %s, on the shelf: %s (R16, R38, R39)", (reason, found, expected, restock) => {
    expect(outcome(reason, found)).toEqual({ outcome: expected, restock });
  });
});

const policy = { version: 1, settings: KOSO_PRESET };
const none = new Set<string>();
const received = (count: number, overrides: Parameters<typeof aReturnLineOf>[1] = {}) =>
  anRma({ status: "received", returnLines: [aReturnLineOf(count, { received: count, ...overrides })] });

describe("an inspection", () => {
  it("counts accepted units, whose positions stay the lowest, and frees those of rejected ones (R15)", () => {
    const found = [units({ result: "rejected", quantity: 1 }), units({ quantity: 2 })];

    expect(inspect(received(3), { units: found, policy, electronicLineIds: none })).toMatchObject({
      ok: true,
      value: { status: "inspected", returnLines: [{ accepted: 2, rejected: 1, positions: [0, 1] }] },
    });
  });

  it("refuses more units than arrived, as a whole", () => {
    const found = [units({ quantity: 1 }), units({ quantity: 2 })];

    expect(inspect(received(2), { units: found, policy, electronicLineIds: none })).toEqual({
      ok: false,
      error: { code: "not-received", lineId: LINE_ID, uninspected: 1 },
    });
    expect(inspect(received(2), { units: [units({ lineId: "none" })], policy, electronicLineIds: none })).toMatchObject(
      {
        ok: false,
        error: { code: "not-received", uninspected: 0 },
      },
    );
  });

  it("is not for a case of which nothing arrived", () => {
    expect(inspect(anRma(), { units: [units()], policy, electronicLineIds: none })).toMatchObject({
      ok: false,
      error: { code: "not-allowed-now" },
    });
  });

  it("goes over the return lines of one order line in their order", () => {
    const rma = anRma({
      status: "received",
      returnLines: [aReturnLineOf(1, { received: 1 }), aReturnLineOf(2, { positions: [1, 2], received: 2 })],
    });

    expect(inspect(rma, { units: [units({ quantity: 2 })], policy, electronicLineIds: none })).toMatchObject({
      value: { returnLines: [{ accepted: 1 }, { accepted: 1 }] },
    });
  });

  it("touches no other order line, and judges each by its own reason", () => {
    const rma = anRma({
      status: "received",
      lines: [anRmaLine(), anRmaLine({ lineId: "other", reason: "wrong-item" })],
      returnLines: [
        aReturnLineOf(1, { received: 1 }),
        aReturnLineOf(2, { lineId: "other", feeBasisPoints: 0, received: 2 }),
      ],
    });
    const found = [units({ lineId: "other", result: "rejected", condition: "good" })];

    expect(inspect(rma, { units: found, policy, electronicLineIds: none })).toMatchObject({
      value: {
        returnLines: [
          { lineId: LINE_ID, accepted: 0, rejected: 0 },
          { lineId: "other", quantity: 1, accepted: 0 },
          { lineId: "other", quantity: 1, accepted: 1, feeBasisPoints: 2_500 },
        ],
      },
    });
    expect(inspect(rma, { units: [units({ quantity: 2 })], policy, electronicLineIds: none })).toMatchObject({
      error: { code: "not-received", uninspected: 1 },
    });
  });

  const faulty = (count: number) => ({
    ...received(count, { feeBasisPoints: 0 }),
    lines: [anRmaLine({ reason: "damaged-in-transit" as const })],
  });

  it("moves units whose fault is denied to a return line with the fee (R16)", () => {
    const found = [units({ condition: "carrier-damage" }), units({ condition: "good" })];
    const result = inspect(faulty(2), { units: found, policy, electronicLineIds: none });

    expect(result).toMatchObject({
      ok: true,
      value: {
        returnLines: [
          { quantity: 1, received: 1, accepted: 1, feeBasisPoints: 0, positions: [0] },
          { quantity: 1, received: 1, accepted: 1, feeBasisPoints: 2_500, positions: [1], returnId: null },
        ],
      },
    });
  });

  it("leaves return lines alone that have none of the units whose fault is denied", () => {
    const lines = [anRmaLine({ reason: "damaged-in-transit" })];
    const returnLines = [1, 2].map(() => aReturnLineOf(1, { feeBasisPoints: 0, received: 1 }));
    const rma = anRma({ status: "received", lines, returnLines });
    const result = inspect(rma, { units: [units({ condition: "good" })], policy, electronicLineIds: none });

    expect(result).toMatchObject({ value: { returnLines: [{ quantity: 0 }, { quantity: 1 }, { quantity: 1 }] } });
  });

  it("sends an electronic part back whose fault is denied", () => {
    const found = [units({ condition: "good" })];
    const result = inspect(faulty(1), { units: found, policy, electronicLineIds: new Set([LINE_ID]) });

    expect(result).toMatchObject({ ok: true, value: { returnLines: [{ rejected: 1, accepted: 0, positions: [] }] } });
  });
});
