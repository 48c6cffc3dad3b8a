import { describe, expect, it } from "vitest";
import { takeFitting } from "./judge-for-flow.server";

describe("takeFitting", () => {
  const items = (count: number, size: number) => Array.from({ length: count }, () => "x".repeat(size - 3));

  it.each([
    { count: 0, size: 100, taken: 0, why: "there is nothing" },
    { count: 450, size: 100, taken: 450, why: "exactly 45,000 bytes fit" },
    { count: 451, size: 100, taken: 450, why: "one more does not" },
    { count: 2, size: 45_001, taken: 0, why: "the first is too large" },
  ])("takes $taken of $count because $why", ({ count, size, taken }) => {
    expect(takeFitting(items(count, size))).toHaveLength(taken);
  });

  it("counts bytes, not letters", () => {
    expect(takeFitting(items(2, 30_000).map((text) => text.replaceAll("x", "é")))).toHaveLength(0);
  });
});
