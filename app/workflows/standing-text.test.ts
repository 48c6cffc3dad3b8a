import { describe, expect, it } from "vitest";
import { textFor } from "~/texts/finding-texts";
import { standingText } from "./standing-text";

describe("standingText", () => {
  it("says the same at every asking as the texts themselves do", () => {
    const first = standingText("returnable", { lastDay: "2026-03-02" });
    const second = standingText("returnable", { lastDay: "2026-03-02" });

    expect(first).toEqual(textFor("returnable", { lastDay: "2026-03-02" }));
    expect(second).toEqual(first);
  });

  it("never mistakes one fact, or one code, for another", () => {
    const day = standingText("returnable", { lastDay: "2026-03-02" });
    const nextDay = standingText("returnable", { lastDay: "2026-03-03" });
    const otherCode = standingText("under-warranty", { warrantyUntil: "2026-03-02" });

    expect(nextDay.en).toContain("Mar 3, 2026");
    expect(day.en).toContain("Mar 2, 2026");
    expect(otherCode.en).not.toBe(day.en);
  });

  it("goes on saying the right thing after more texts than it remembers", () => {
    for (let asked = 0; asked < 6_000; asked += 1) standingText("quantity-not-available", { asked, available: 0 });

    const text = standingText("returnable", { lastDay: "2026-03-02" });

    expect(text).toEqual(textFor("returnable", { lastDay: "2026-03-02" }));
  });
});
