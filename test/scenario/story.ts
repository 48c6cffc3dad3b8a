import { readFileSync } from "node:fs";
import { z } from "zod";
import { CHECKS, VERBS } from "./registry.ts";
import { StoryError } from "./story-error.ts";
import { isFields, type Fields } from "./match.ts";
import { parsePart, parseYaml, type Path, type YamlFile } from "./yaml-file.ts";
import type { Check, Place, Verb } from "./verb.ts";

const decimal = z.string().regex(/^\d+(\.\d+)?$/, 'money is a string such as "33.33"');
const quantity = z.number().int().positive();

const product = z.strictObject({
  sku: z.string(),
  title: z.string(),
  price: decimal,
  type: z.string().exactOptional(),
  vendor: z.string().exactOptional(),
  tags: z.array(z.string()).exactOptional(),
  category: z.string().exactOptional(),
  collections: z.array(z.string()).exactOptional(),
  bundle: z.array(z.strictObject({ sku: z.string(), quantity })).exactOptional(),
  nonReturnable: z.boolean().exactOptional(),
  stock: z.union([z.number().int(), z.record(z.string(), z.number().int())]).exactOptional(),
  listed: z.boolean().exactOptional(),
  oversell: z.boolean().exactOptional(),
  tax: z.string().exactOptional(),
  requiresShipping: z.boolean().exactOptional(),
  giftCard: z.boolean().exactOptional(),
});

const story = z.strictObject({
  name: z.string(),
  rules: z.array(z.string().regex(/^R\d+$/)),
  store: z
    .strictObject({
      timezone: z.string().default("America/Toronto"),
      currency: z.string().default("CAD"),
      taxesIncluded: z.boolean().default(false),
      // Locations at which a third party's fulfilment service ships.
      services: z.array(z.string()).default([]),
    })
    .default({ timezone: "America/Toronto", currency: "CAD", taxesIncluded: false, services: [] }),
  policy: z.record(z.string(), z.unknown()).exactOptional(),
  products: z.array(product),
  steps: z.array(z.record(z.string(), z.unknown())).min(1),
});

const ISO_WITH_OFFSET = z.iso.datetime({ offset: true, local: false });

const stepKeys = {
  at: ISO_WITH_OFFSET.exactOptional(),
  as: z.string().exactOptional(),
  settle: z.boolean().default(true),
  expect: z.record(z.string(), z.unknown()).exactOptional(),
  check: z.array(z.record(z.string(), z.unknown())).default([]),
};
const stepFrame = z.object(stepKeys);

export type StoryProduct = z.output<typeof product>;
type StoreSettings = z.output<typeof story>["store"];

/** A verb with its arguments, understood and ready to run. */
interface Act {
  readonly name: string;
  readonly verb: Verb;
  readonly args: unknown;
}

interface StoryCheck {
  readonly name: string;
  readonly check: Check;
  readonly args: Fields;
  readonly place: Place;
}

export interface Step {
  readonly at: Date | undefined;
  readonly as: string | undefined;
  readonly settle: boolean;
  readonly act: Act | undefined;
  readonly expect: Fields | undefined;
  readonly checks: readonly StoryCheck[];
  readonly place: Place;
}

export interface Story {
  readonly file: string;
  readonly name: string;
  readonly store: StoreSettings;
  readonly policy: Fields | undefined;
  readonly products: readonly StoryProduct[];
  readonly steps: readonly Step[];
}

/**
 * Reads a story and understands all of it before anything runs.
 * @throws StoryError naming file and line of the first unknown key, verb or check, or of a wrong argument.
 */
export function readStory(file: string): Story {
  return parseStory(file, readFileSync(file, "utf8"));
}

export function parseStory(file: string, text: string): Story {
  const yaml = parseYaml(file, text);
  const parsed = parsePart(yaml, { path: [], value: yaml.value, schema: story });
  const steps = parsed.steps.map((value, index) => parseStep(yaml, ["steps", index], value));
  refuseGoingBack(file, steps);
  return { ...parsed, file, policy: parsed.policy, steps };
}

function parseStep(yaml: YamlFile, path: Path, value: Fields): Step {
  const frame = parsePart(yaml, { path, value, schema: stepFrame });
  const place = { file: yaml.file, line: yaml.lineOf(path) };
  const names = Object.keys(value).filter((key) => !(key in stepKeys));
  const [name, second] = names;
  if (second !== undefined) {
    throw new StoryError(
      { ...place, line: yaml.lineOf([...path, second]) },
      `a second verb or unknown key "${second}"`,
    );
  }
  if (name === undefined && frame.check.length === 0 && frame.at === undefined) {
    throw new StoryError(place, "a step without a verb");
  }
  const act = name === undefined ? undefined : parseAct(yaml, [...path, name], value[name]);
  if (frame.as !== undefined && act?.verb.makes !== true) {
    throw new StoryError(
      { ...place, line: yaml.lineOf([...path, "as"]) },
      `"${name ?? "at"}" makes nothing to be named`,
    );
  }
  if (frame.expect !== undefined && act === undefined) throw new StoryError(place, "expect without a verb");
  return {
    at: frame.at === undefined ? undefined : new Date(frame.at),
    as: frame.as,
    settle: frame.settle,
    act,
    expect: frame.expect,
    checks: frame.check.map((check, index) => parseCheck(yaml, [...path, "check", index], check)),
    place,
  };
}

function parseAct(yaml: YamlFile, path: Path, value: unknown): Act {
  const name = String(path.at(-1));
  const verb = VERBS.get(name);
  if (!verb) throw new StoryError({ file: yaml.file, line: yaml.lineOf(path) }, `unknown verb "${name}"`);
  return { name, verb, args: parsePart(yaml, { path, value, schema: verb.args }) };
}

function parseCheck(yaml: YamlFile, path: Path, value: Fields): StoryCheck {
  const place = { file: yaml.file, line: yaml.lineOf(path) };
  const [name, second] = Object.keys(value);
  if (name === undefined || second !== undefined) throw new StoryError(place, "a check is one name and its fields");
  const check = CHECKS.get(name);
  if (!check) throw new StoryError(place, `unknown check "${name}"`);
  const args = parsePart(yaml, { path: [...path, name], value: value[name], schema: check.args });
  return { name, check, args: isFields(args) ? args : {}, place };
}

function refuseGoingBack(file: string, steps: readonly Step[]): void {
  let now = Number.NEGATIVE_INFINITY;
  for (const { at, place } of steps) {
    if (at === undefined) continue;
    if (at.getTime() < now) throw new StoryError({ file, line: place.line }, "the clock cannot go back");
    now = at.getTime();
  }
}
