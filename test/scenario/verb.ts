import type { z } from "zod";
import type { Fields } from "./match.ts";
import type { World } from "./world.ts";

/** Where something stands in a story file. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** What a verb leaves behind: its answer, now or once all work is done, and the thing that `as` names. */
export interface Outcome {
  readonly answer?: Fields;
  readonly answerWhenSettled?: () => Promise<Fields>;
  readonly made?: string;
}

/** A verb of SCENARIOS.md: one file, one act through the surface that its actor really uses. */
export interface Verb {
  readonly args: z.ZodType;
  /** Whether `as` may name what it makes. */
  readonly makes: boolean;
  run(world: World, args: unknown): Promise<Outcome>;
}

/** A check of SCENARIOS.md: reads one piece of state and answers with what a story may expect of it. */
export interface Check {
  readonly args: z.ZodType;
  /** The state that the arguments name; the runner compares it with the arguments' other fields. */
  read(world: World, args: Fields): Promise<Fields>;
}

/** Ties a verb's schema to the function that carries it out, so that `run` gets arguments of its type. */
export function defineVerb<Schema extends z.ZodType>(verb: {
  args: Schema;
  makes?: boolean;
  run(world: World, args: z.output<Schema>): Promise<Outcome | void>;
}): Verb {
  return {
    args: verb.args,
    makes: verb.makes ?? false,
    run: async (world, args) => (await verb.run(world, verb.args.parse(args))) ?? {},
  };
}

/** Ties a check's schema to its reader. `keys` name the thing; every other field is compared. */
export function defineCheck<Schema extends z.ZodType>(check: {
  args: Schema;
  read(world: World, args: z.output<Schema>): Promise<Fields>;
}): Check {
  return { args: check.args, read: (world, args) => check.read(world, check.args.parse(args)) };
}
