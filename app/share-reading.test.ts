import { describe, expect, it } from "vitest";
import { shareReading } from "./share-reading";

describe("shareReading", () => {
  it("reads once for all who ask while it is under way, anew for whoever comes after, and each key for itself", async () => {
    let readings = 0;
    const read = shareReading(async (key) => `${key} ${(readings += 1)}`);

    expect(await Promise.all([read("a"), read("a"), read("b")])).toEqual(["a 1", "a 1", "b 2"]);
    expect(await read("a")).toBe("a 3");
  });

  it("fails for all who share it, and is tried again by the next", async () => {
    let readings = 0;
    const read = shareReading(async () => {
      readings += 1;
      if (readings === 1) throw new Error("not now");
      return readings;
    });

    const both = await Promise.allSettled([read("a"), read("a")]);

    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await read("a")).toBe(2);
  });
});
