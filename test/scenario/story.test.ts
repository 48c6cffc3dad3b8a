import { describe, expect, it } from "vitest";
import { parseStory } from "./story.ts";

const HEAD = `name: A story
rules: [R5]
products:
  - { sku: BELT, title: Belt, price: "80.00" }
steps:
`;

const parse = (steps: string) => parseStory("story.yaml", HEAD + steps);

describe("parseStory", () => {
  it("reads provinces, dates and amounts as the strings that they are", () => {
    const story = parse(`  - at: 2026-01-31T23:30:00-05:00
    order: { name: "#1", shipTo: { country: NO, province: ON }, lines: [{ sku: BELT, quantity: 1 }] }
    check: [{ line: { order: "#1", sku: BELT, last_day: 2026-03-02 } }]
`);

    expect(story.steps[0]?.act?.args).toMatchObject({ shipTo: { country: "NO", province: "ON" } });
    expect(story.steps[0]?.checks[0]?.args).toMatchObject({ last_day: "2026-03-02" });
    expect(story.steps[0]?.at?.toISOString()).toBe("2026-02-01T04:30:00.000Z");
  });

  it("waits for all work after a step unless the step says otherwise", () => {
    const story = parse("  - reconcile: {}\n  - reconcile: {}\n    settle: false\n");

    expect(story.steps.map(({ settle }) => settle)).toEqual([true, false]);
  });

  it.each([
    ["an unknown verb", "  - reconcile: {}\n  - teleport: { order: x }\n", 'story.yaml:7: unknown verb "teleport"'],
    [
      "an unknown key of a verb",
      '  - pay: { order: "#1",\n      amout: "1.00" }\n',
      'story.yaml:7: unknown key "amout"',
    ],
    [
      "an unknown check",
      "  - reconcile: {}\n    check:\n      - weather: {}\n",
      'story.yaml:8: unknown check "weather"',
    ],
    [
      "an unknown field of a check",
      "  - reconcile: {}\n    check:\n      - order: { order: x, colour: red }\n",
      'story.yaml:8: unknown key "colour"',
    ],
    [
      "a second verb in one step",
      "  - reconcile: {}\n    uninstall: {}\n",
      'story.yaml:7: a second verb or unknown key "uninstall"',
    ],
    [
      "a name for what makes nothing",
      "  - as: it\n    reconcile: {}\n",
      'story.yaml:6: "reconcile" makes nothing to be named',
    ],
    ["a step without a verb", "  - settle: true\n", "story.yaml:6: a step without a verb"],
    [
      "a clock that goes back",
      "  - at: 2026-02-01T00:00:00Z\n    reconcile: {}\n  - at: 2026-01-31T00:00:00Z\n    reconcile: {}\n",
      "story.yaml:8: the clock cannot go back",
    ],
    ["a key given twice", "  - reconcile: {}\n    reconcile: {}\n", "story.yaml:7: Map keys must be unique"],
    ["an anchor that is not there", "  - pay: *nobody\n", 'story.yaml:6: unknown alias "*nobody"'],
  ])("refuses %s and names file and line", (_what, steps, message) => {
    expect(() => parse(steps)).toThrow(message);
  });

  it.each([
    ["money as a number", '  - order: { name: "#1", lines: [{ sku: BELT, quantity: 1, price: 80 }] }\n'],
    ["a time without an offset", "  - at: 2026-02-01T00:00:00\n    reconcile: {}\n"],
    ["stock that is set and added", "  - stock: { sku: BELT, set: 1, add: 1 }\n"],
    ["an order without lines", '  - order: { name: "#1", lines: [] }\n'],
  ])("refuses %s", (_what, steps) => {
    expect(() => parse(steps)).toThrow(/^story\.yaml:6: /);
  });

  it("refuses an unknown key of the story itself", () => {
    expect(() => parseStory("story.yaml", `${HEAD}  - reconcile: {}\ncolour: red\n`)).toThrow(
      'story.yaml:7: unknown key "colour"',
    );
  });
});
