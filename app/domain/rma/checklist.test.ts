import { describe, expect, it } from "vitest";
import { LONGEST_STEP, MOST_STEPS, stepsIn } from "./checklist";

describe("stepsIn", () => {
  it("takes one step a line, without what surrounds it", () => {
    expect(stepsIn("\n Is the fuse whole? \r\n\nIs the ground clean?")).toEqual({
      ok: true,
      value: ["Is the fuse whole?", "Is the ground clean?"],
    });
  });

  it("takes no step at all: the merchant wants no checklist", () => {
    expect(stepsIn(" \n ")).toEqual({ ok: true, value: [] });
  });

  it("takes as many and as long steps as fit, and no more", () => {
    const steps = Array.from({ length: MOST_STEPS }, (_, index) => `Step ${index}`);

    expect(stepsIn(steps.join("\n")).ok).toBe(true);
    expect(stepsIn([...steps, "One more"].join("\n"))).toEqual({ ok: false, error: { code: "too-many" } });
    expect(stepsIn("x".repeat(LONGEST_STEP)).ok).toBe(true);
    expect(stepsIn("x".repeat(LONGEST_STEP + 1))).toMatchObject({ error: { code: "too-long" } });
  });

  it("refuses a step that is there already: two answers would contradict each other", () => {
    expect(stepsIn("Fuse\nGround\nFuse")).toEqual({ ok: false, error: { code: "twice", step: "Fuse" } });
  });
});
