import { differences, type Fields } from "./match.ts";
import { messageOf } from "./message-of.ts";
import { StoryError } from "./story-error.ts";
import { readStory, type Step, type Story } from "./story.ts";
import type { Outcome } from "./verb.ts";
import { createWorld, type World } from "./world.ts";

interface StepResult {
  /** `at` for a step that only moves the clock or checks. */
  verb: string;
  ok: boolean;
  answer: Fields | null;
  failures: string[];
}

export interface StoryResult {
  file: string;
  name: string;
  ok: boolean;
  steps: StepResult[];
  /** Work that the app gave up. Not a failure by itself: some stories let Shopify refuse for good. */
  deadLetters: string[];
}

/**
 * Plays one story file in a world of its own. Never throws: a file that is not understood, a world that does not
 * start and a step that does not settle are failures of the story.
 */
export async function runStory(file: string, serverUrl: string): Promise<StoryResult> {
  let name = file;
  try {
    const story = readStory(file);
    name = story.name;
    const { steps, deadLetters } = await play(story, serverUrl);
    return { file, name, ok: steps.every(({ ok }) => ok), steps, deadLetters };
  } catch (error) {
    const verb = error instanceof StoryError ? "read" : "start";
    const failure = { verb, ok: false, answer: null, failures: [messageOf(error)] };
    return { file, name, ok: false, steps: [failure], deadLetters: [] };
  }
}

async function play(story: Story, serverUrl: string): Promise<Pick<StoryResult, "steps" | "deadLetters">> {
  const world = await createWorld(story, serverUrl);
  const results: StepResult[] = [];
  try {
    for (const step of story.steps) {
      const result = await playStep(world, step);
      results.push(result);
      if (result.broken) break; // What follows would fail for the same reason, sixty seconds each.
    }
    const leaks = world.leaks();
    if (leaks.length > 0) results.push({ verb: "logs", ok: false, answer: null, failures: leaks });
    const steps = results.map(({ verb, ok, answer, failures }) => ({ verb, ok, answer, failures }));
    return { steps, deadLetters: await world.deadLetters() };
  } finally {
    await world.close();
  }
}

/** `broken`: the act itself went wrong, not only what was expected of it. */
async function playStep(world: World, step: Step): Promise<StepResult & { broken?: boolean }> {
  const verb = step.act?.name ?? "at";
  const where = `${step.place.file}:${step.place.line}`;
  let answer: Fields | null = null;
  try {
    if (step.at !== undefined && step.at.getTime() > world.now().getTime()) await world.moveTo(step.at);
    else await world.tick();
    answer = await act(world, step);
  } catch (error) {
    const failures = [`${where}: ${messageOf(error)}`, ...world.app.troubles()];
    return { verb, ok: false, answer, failures, broken: true };
  }
  const failures = differences(step.expect ?? {}, answer ?? {}).map((difference) => `${where}: ${difference}`);
  for (const check of step.checks) failures.push(...(await failuresOf(world, check)));
  return { verb, ok: failures.length === 0, answer, failures };
}

async function act(world: World, step: Step): Promise<Fields | null> {
  if (!step.act) {
    if (step.settle) await world.settle();
    return null;
  }
  const outcome: Outcome = await step.act.verb.run(world, step.act.args);
  if (step.as !== undefined) name(world, step.as, outcome.made);
  if (step.settle) await world.settle();
  return (await outcome.answerWhenSettled?.()) ?? outcome.answer ?? null;
}

function name(world: World, alias: string, made: string | undefined): void {
  if (made === undefined) throw new Error(`nothing was made that could be named "${alias}"`);
  world.aliases.set(alias, made);
}

async function failuresOf(world: World, { name, check, args, place }: Step["checks"][number]): Promise<string[]> {
  const where = `${place.file}:${place.line}: ${name}`;
  try {
    const state = await check.read(world, args);
    return differences(args, state).map((difference) => `${where} ${difference}`);
  } catch (error) {
    return [`${where}: ${messageOf(error)}`];
  }
}
