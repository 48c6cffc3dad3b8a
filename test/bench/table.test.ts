import { describe, expect, it } from "vitest";
import { isMet, type BenchRow } from "./bench-row.ts";
import { percentile } from "./statistics.ts";
import { markdownTable, replaceSection } from "./table.ts";

const ratio = (value: number): BenchRow => ({
  name: "inbox",
  baseline: 10_000,
  ours: 10_000 * value,
  unit: "webhooks/s",
  ratio: value,
  goal: 0.5,
});

const added = (value: number): BenchRow => ({
  name: "flag",
  baseline: 5,
  ours: 5 + value,
  unit: "ms",
  value,
  atMost: 10,
});

describe("a row of the benchmark table", () => {
  it.each([
    [ratio(0.5), true],
    [ratio(0.49), false],
    [added(10), true],
    [added(10.01), false],
    [added(NaN), false],
    [added(Infinity), false],
    [ratio(NaN), false],
  ])("is met up to its goal and not beyond (%#)", (row, met) => {
    expect(isMet(row)).toBe(met);
  });

  it("shows baseline, ours, the comparison, the goal and whether it is met", () => {
    const lines = markdownTable([ratio(0.56), added(12.34)]).split("\n");

    expect(lines[2]).toBe("| inbox | 10,000 webhooks/s | 5,600 webhooks/s | 0.56 × | ≥ 0.5 × | yes |  |");
    expect(lines[3]).toBe("| flag | 5 ms | 17.3 ms | 12.3 ms | ≤ 10 ms | **no** |  |");
  });
});

describe("replacing a section", () => {
  it("changes what stands between its markers and nothing else", () => {
    const page = "a\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nb";

    expect(replaceSection(page, "x", "new")).toBe("a\n<!-- bench:x -->\n\nnew\n\n<!-- /bench:x -->\nb");
  });

  it("refuses a page without that place", () => {
    expect(() => replaceSection("a", "x", "new")).toThrow('no place for "x"');
  });
});

describe("a percentile", () => {
  it("is the value that the share of all lies below", () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);

    expect([percentile(values, 0.5), percentile(values, 0.99), percentile(values, 1)]).toEqual([51, 100, 100]);
  });

  it("of nothing is an error", () => {
    expect(() => percentile([], 0.5)).toThrow("Nothing was measured.");
  });
});
