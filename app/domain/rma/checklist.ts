import { err, ok, type Result } from "../result";

/** What a technician found when going through a step with the customer (R32). */
export const STEP_FINDINGS = ["fine", "faulty", "not-possible"] as const;

export const MOST_STEPS = 40;
export const LONGEST_STEP = 200;

export type ChecklistRefusal =
  { readonly code: "too-many" } | { readonly code: "too-long" | "twice"; readonly step: string };

/** The steps of a text with one a line; empty lines and spaces around a step count for nothing. */
export function stepsIn(text: string): Result<string[], ChecklistRefusal> {
  const steps = text.split("\n").flatMap((line) => line.trim() || []);
  if (steps.length > MOST_STEPS) return err({ code: "too-many" });
  const long = steps.find((step) => step.length > LONGEST_STEP);
  if (long !== undefined) return err({ code: "too-long", step: long });
  const twice = steps.find((step, index) => steps.indexOf(step) !== index);
  return twice === undefined ? ok(steps) : err({ code: "twice", step: twice });
}
