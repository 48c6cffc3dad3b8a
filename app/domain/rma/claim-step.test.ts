import { describe, expect, it } from "vitest";
import { nextStepOf } from "./claim-step";
import { RMA_STATUSES } from "./rma";
import { isFinal } from "./rma-status";

const NOTHING = { open: 0, uninspected: 0, unpaid: 0 };

describe("nextStepOf", () => {
  it.each([
    { claim: { ...NOTHING, status: "opened" as const, open: 1 }, step: "call" },
    { claim: { ...NOTHING, status: "troubleshooting" as const, open: 1 }, step: "decision" },
    { claim: { ...NOTHING, status: "approved" as const, open: 1 }, step: "parcel" },
    { claim: { ...NOTHING, status: "received" as const, open: 1, uninspected: 1 }, step: "inspection" },
    { claim: { ...NOTHING, status: "inspected" as const, uninspected: 1, unpaid: 1 }, step: "inspection" },
    { claim: { ...NOTHING, status: "inspected" as const, open: 1, unpaid: 1 }, step: "remedy" },
    { claim: { ...NOTHING, status: "inspected" as const, open: 1 }, step: "parcel" },
  ])("is $step for $claim.status", ({ claim, step }) => {
    expect(nextStepOf(claim)).toBe(step);
  });

  it("is nothing once the case has ended", () => {
    const ended = RMA_STATUSES.filter(isFinal);

    expect(ended.map((status) => nextStepOf({ status, open: 1, uninspected: 1, unpaid: 1 }))).toEqual(
      ended.map(() => null),
    );
  });
});
