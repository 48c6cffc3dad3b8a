import { z } from "zod";
import { caseFacts, parseCaseLines, type CaseFacts, type CaseLine } from "./case-facts";

// An event's facts may have been written by any version of the app: what is understood is kept, the rest left alone.
const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const rule = z.object({ kind: z.string(), value: z.string() });
const line = z.object({
  sku: z.string().nullable(),
  title: z.string(),
  verdict: z.string(),
  findings: z.array(z.string()),
  class: z.string(),
  rule: optional(rule),
});
const orderState = z.object({ verdict: z.string(), units: z.int(), cancelled: z.boolean() });
const state = z.union([z.object({ tags: z.array(z.string()) }), orderState, z.string()]);
const settingValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]).catch(null);

const eventFacts = z.object({
  lines: optional(z.array(line)),
  before: optional(state),
  after: optional(state),
  rule: optional(rule),
  changed: optional(z.record(z.string(), z.object({ before: settingValue, after: settingValue }))),
  moved: optional(z.array(z.object({ sku: z.string().nullable(), units: z.int() }))),
  skip: optional(z.string()),
  words: optional(z.string()),
  role: optional(z.object({ user: z.string(), before: z.string(), after: z.string() })),
  orders: optional(z.int()),
  failed: optional(z.int()),
  version: optional(z.int()),
  /** What staff marked a product as: not returnable or returnable; null lets the rules decide. */
  mark: optional(z.boolean().nullable()),
  /** The kind of a mail, and why it was not sent. */
  mail: optional(z.string()),
  mailError: optional(z.string()),
  /** The code of the breach that an act was about. */
  breach: optional(z.string()),
  /** Where what was claimed by invoice stands at Shopify, and why it could not be claimed. */
  invoice: optional(z.object({ way: z.string(), id: z.string() })),
  invoiceStop: optional(z.string()),
});

/** The facts of an act that a timeline can tell (R45). */
export type EventFacts = z.infer<typeof eventFacts> & { case?: CaseFacts; caseLines?: CaseLine[] };
export type OrderState = z.infer<typeof orderState>;
export type Rule = z.infer<typeof rule>;

/** Reads the facts of a stored event; facts of another form are not told. */
export function parseEventFacts(details: unknown): EventFacts {
  const ofCase = caseFacts.catch({}).parse(details);
  const caseLines = parseCaseLines(details);
  return {
    ...eventFacts.catch({}).parse(details),
    ...(Object.values(ofCase).some((fact) => fact !== undefined) ? { case: ofCase } : {}),
    ...(caseLines.length > 0 ? { caseLines } : {}),
  };
}
