import { readdirSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject, beforeAll, describe, expect, it } from "vitest";
import { runStory, type StoryResult } from "./run-story.ts";
import { sideBySide } from "./side-by-side.ts";

const folder = new URL("../scenarios/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
/** Stories in which Shopify stays unwilling until the app gives up. */
const GIVING_UP = new Set(["lost-webhook.yaml", "refused-flags.yaml"]);
const results = new Map<string, StoryResult>();

// Two at a time, as the command does it; vitest alone would run one after the other or all at once.
beforeAll(async () => {
  await sideBySide(files, {
    width: 2,
    work: async (file) => {
      results.set(file, await runStory(fileURLToPath(new URL(file, folder)), inject("postgresUrl")));
    },
  });
}, 1_800_000);

describe("the stories", () => {
  it.each(files)("%s", (file) => {
    const result = results.get(file);

    expect(result?.steps.flatMap(({ failures }) => failures)).toEqual([]);
    expect(result?.ok).toBe(true);
    expect((result?.deadLetters ?? []).length > 0).toBe(GIVING_UP.has(file));
  });

  it("fail where what they expect does not hold, naming file, line and both values", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "story-")), "wrong.yaml");
    await writeFile(file, WRONG_STORY);

    const result = await runStory(file, inject("postgresUrl"));

    expect(result.ok).toBe(false);
    expect(result.steps.map(({ ok }) => ok)).toEqual([false, true]);
    expect(result.steps[0]?.failures).toEqual([
      `${file}:8: line electronic: expected true, is false`,
      `${file}:9: order tags: expected ["rma-desk:breach"], is []`,
      `${file}:10: stock committed: expected 2, is 1`,
      expect.stringContaining(`${file}:11: timeline has: "refund-paid" is missing in order in ["order-judged",`),
    ]);
  });
});

const WRONG_STORY = `name: Nothing of this is so
rules: [R3]
products:
  - { sku: BELT, title: Drive belt, price: "80.00", stock: 5 }
steps:
  - order: { name: "#1", shipTo: { country: CA }, lines: [{ sku: BELT, quantity: 1 }] }
    check:
      - line: { order: "#1", sku: BELT, electronic: true }
      - order: { order: "#1", tags: ["rma-desk:breach"] }
      - stock: { sku: BELT, on_hand: 5, committed: 2 }
      - timeline: { order: "#1", has: [order-judged, refund-paid] }
  - fulfil: { order: "#1" }
`;
