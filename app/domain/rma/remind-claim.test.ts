import { describe, expect, it } from "vitest";
import { aReturnLineOf, anRma } from "../../../test/builders/rma";
import { reminderDay, reminderOf } from "./remind-claim";
import type { Rma } from "./rma";

const aClaim = (overrides: Partial<Rma> = {}): Rma =>
  anRma({ kind: "warranty", number: null, status: "opened", expiresOn: null, ...overrides });
const ABANDONED = "2026-08-03";

describe("reminderOf", () => {
  it("is the call, until the claim is closed as abandoned", () => {
    expect(reminderOf(aClaim(), ABANDONED)).toEqual({ waitsFor: "call", until: ABANDONED });
  });

  it("is the parcel, while the number is valid and units have not come", () => {
    const approved = aClaim({ status: "approved", expiresOn: "2026-06-04" });

    expect(reminderOf(approved, ABANDONED)).toEqual({ waitsFor: "parcel", until: "2026-06-04" });
    expect(reminderOf({ ...approved, returnLines: [aReturnLineOf(2, { received: 1 })] }, ABANDONED)).not.toBeNull();
    expect(reminderOf({ ...approved, returnLines: [aReturnLineOf(2, { received: 2 })] }, ABANDONED)).toBeNull();
  });

  it.each([
    ["it waits for the technician's decision", aClaim({ status: "troubleshooting" })],
    ["it has ended", aClaim({ status: "expired", expiresOn: "2026-06-04", closedAt: new Date(0) })],
    ["it is a return", anRma()],
  ])("is nothing where %s", (_, rma) => {
    expect(reminderOf(rma, ABANDONED)).toBeNull();
  });
});

describe("reminderDay", () => {
  it.each([
    { until: "2026-03-12", day: "2026-03-07" },
    { until: "2026-03-11", day: "2026-03-07" },
    { until: "2026-03-03", day: "2026-03-03" },
    { until: "2026-03-02", day: "2026-03-02" },
  ])("is $day when the time from 2 March ends on $until", ({ until, day }) => {
    expect(reminderDay("2026-03-02", until)).toBe(day);
  });
});
