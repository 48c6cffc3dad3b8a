import { describe, expect, it } from "vitest";
import { differences } from "./match.ts";

describe("differences", () => {
  it.each([
    ["a part of a map", { verdict: "allow" }, { verdict: "allow", fee: "1.00" }],
    ["codes in any order", { findings: ["a", "b"] }, { findings: ["b", "a"] }],
    ["any value that is there", { rma: "*" }, { rma: "RMA-100001-9" }],
    ["a key that is not there", { last_day: "absent" }, { verdict: "allow" }],
    [
      "lines by sku, wherever they stand",
      { lines: [{ sku: "B", fee: "1.00" }] },
      { lines: [{ sku: "A" }, { sku: "B", fee: "1.00" }] },
    ],
    [
      "the second line of a sku",
      {
        lines: [
          { sku: "A", n: 1 },
          { sku: "A", n: 2 },
        ],
      },
      {
        lines: [
          { sku: "A", n: 1 },
          { sku: "A", n: 2 },
        ],
      },
    ],
    ["events in order with others between", { has: ["a", "c"] }, { has: ["a", "b", "c"] }],
    [
      "errors of maps in any order",
      { errors: [{ path: "x" }, { path: "y" }] },
      { errors: [{ path: "y", code: 1 }, { path: "x" }] },
    ],
  ])("accepts %s", (_what, expected, actual) => {
    expect(differences(expected, actual)).toEqual([]);
  });

  it.each([
    ["a missing code", { findings: ["a", "b"] }, { findings: ["a"] }],
    ["a code too many", { findings: ["a"] }, { findings: ["a", "b"] }],
    ["the same code twice", { findings: ["a", "a"] }, { findings: ["a", "b"] }],
    ["a null where any value is wanted", { rma: "*" }, { rma: null }],
    ["a key that should be absent", { fee: "absent" }, { fee: "0.00" }],
    ["a number in place of a string", { fee: "5.00" }, { fee: 5 }],
    ["another order in an ordered list", { phones: ["1", "2"] }, { phones: ["2", "1"] }],
    ["a line that is not there", { lines: [{ sku: "C" }] }, { lines: [{ sku: "A" }] }],
    ["events out of order", { has: ["c", "a"] }, { has: ["a", "b", "c"] }],
    [
      "one wrong line of a bundle",
      { lines: [{ sku: "KIT", verdict: "deny" }] },
      {
        lines: [
          { sku: "A", bundle: "KIT", verdict: "deny" },
          { sku: "B", bundle: "KIT", verdict: "allow" },
        ],
      },
    ],
    ["no answer at all", { verdict: "allow" }, undefined],
  ])("refuses %s", (_what, expected, actual) => {
    expect(differences(expected, actual)).not.toEqual([]);
  });

  it("says where, what was expected and what is", () => {
    const found = differences({ lines: [{ sku: "A", fee: "5.00" }] }, { lines: [{ sku: "A", fee: "4.99" }] });

    expect(found).toEqual(['lines.A.fee: expected "5.00", is "4.99"']);
  });
});
