import { describe, expect, it } from "vitest";
import { aPolicy } from "../../../test/builders/judged-line.ts";
import { aReturnLineOf, anRma, anRmaLine, LINE_ID } from "../../../test/builders/rma.ts";
import { overrideOf } from "./override";

const finding = {
  code: "electronic-part",
  effect: "deny",
  clause: "no-return-on-electronic-parts",
  policyVersion: 1,
  facts: {},
} as const;

/** Two units of 80.00: 120.00 would come back. */
function override(secondPersonAbove: string | null, currency = "CAD") {
  const lines = [{ lineId: LINE_ID, quantity: 2, paidMinor: 16_000, taxMinor: 0 }];
  const rma = anRma({
    currency,
    lines: [anRmaLine({ verdict: "deny", findings: [finding] })],
    returnLines: [aReturnLineOf(2)],
  });
  const policy = aPolicy({ return: { secondPersonAbove } });
  const at = new Date("2026-05-05T14:00:00Z");
  return overrideOf(rma, {
    reason: "Good customer",
    by: "user:1",
    at,
    known: { policy, order: { snapshot: { lines } } },
  });
}

describe("an override (R9)", () => {
  it("stores who, when, why, what it beat and what it costs", () => {
    expect(override(null)).toEqual({
      id: "rma-1",
      rmaId: "rma-1",
      verdict: "deny",
      findings: [finding],
      reason: "Good customer",
      amountMinor: 12_000,
      by: "user:1",
      at: new Date("2026-05-05T14:00:00Z"),
      needsSecondPerson: false,
      goodsStay: false,
      secondBy: null,
      secondAt: null,
    });
  });

  it.each([
    [null, "CAD", false],
    ["120.00", "CAD", false],
    ["119.99", "CAD", true],
    ["0", "CAD", true],
    ["120.5", "CAD", false],
    ["12000", "JPY", false],
    ["11999.9", "JPY", true],
    ["12000.9", "JPY", false],
  ])("with the limit %s %s needs a second person: %s", (limit, currency, expected) => {
    expect(override(limit, currency).needsSecondPerson).toBe(expected);
  });
});
