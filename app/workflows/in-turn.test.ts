import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { inTurn } from "./in-turn";

describe("work in turn", () => {
  it("waits for what is done about the same thing, also when that fails, and not for anything else", async () => {
    const done: string[] = [];
    const work = (name: string, ms: number) => async () => {
      await sleep(ms);
      done.push(name);
      if (name === "fails") throw new Error(name);
      return name;
    };

    const failing = inTurn("order", work("fails", 20));
    const next = inTurn("order", work("next", 0));
    const other = inTurn("other", work("other", 5));

    await expect(failing).rejects.toThrow("fails");
    expect(await Promise.all([next, other])).toEqual(["next", "other"]);
    expect(done).toEqual(["other", "fails", "next"]);
  });
});
