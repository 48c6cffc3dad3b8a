import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { sideBySide } from "./side-by-side.ts";

describe("sideBySide", () => {
  it("answers in the order of the items and never runs more than its width", async () => {
    let running = 0;
    let most = 0;
    const work = async (item: number) => {
      most = Math.max(most, (running += 1));
      await sleep(10 - item);
      running -= 1;
      return item * 2;
    };

    const answers = await sideBySide([1, 2, 3, 4, 5], { width: 2, work });

    expect(answers).toEqual([2, 4, 6, 8, 10]);
    expect(most).toBe(2);
  });
});
