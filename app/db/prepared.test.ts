import { describe, expect, it } from "vitest";
import { prepared, preparedName } from "./prepared";

describe("prepared", () => {
  it("names a text once, another text otherwise, and leaves the rest unnamed", () => {
    const name = preparedName(prepared("SELECT 'a test'"));

    expect(name).toBeDefined();
    expect(preparedName(prepared("SELECT 'a test'"))).toBe(name);
    expect(preparedName(prepared("SELECT 'another test'"))).not.toBe(name);
    expect(preparedName("SELECT 'never marked'")).toBeUndefined();
  });
});
