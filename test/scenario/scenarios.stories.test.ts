import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inject, beforeAll, describe, expect, it } from "vitest";
import { runStory, type StoryResult } from "./run-story.ts";
import { sideBySide } from "./side-by-side.ts";

const folder = new URL("../scenarios/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
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
  });
});
