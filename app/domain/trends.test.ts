import { describe, expect, it } from "vitest";
import { daysWithFigures } from "./trends";

describe("the figures of days", () => {
  it("name every day from the first to the last, across the end of a month, and leave out what nobody counted", () => {
    const counted = [
      { day: "2026-02-28", figure: "flags", value: 3 },
      { day: "2026-02-28", figure: "returns", value: 4 },
      { day: "2026-02-28", figure: "fees", value: 3425 },
      { day: "2026-02-28", figure: "breaches", value: 1 },
      { day: "2026-03-01", figure: "waiting", value: 0 },
      { day: "2026-03-02", figure: "flags", value: 9 },
      { day: "2026-03-01", figure: "something-new", value: 7 },
    ];

    expect(daysWithFigures("2026-02-28", "2026-03-01", counted)).toEqual([
      { day: "2026-02-28", flags: 3, returns: 4, fees: 3425, waiting: null, breaches: 1 },
      { day: "2026-03-01", flags: null, returns: null, fees: null, waiting: 0, breaches: null },
    ]);
  });

  it("are none when the last day lies before the first", () => {
    expect(daysWithFigures("2026-03-02", "2026-03-01", [])).toEqual([]);
  });
});
