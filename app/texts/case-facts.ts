import { z } from "zod";

// As in event-facts: what is understood is kept, the rest left alone.
const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** Units of one line of a case, and what was said, decided or found of them. */
const caseLine = z.object({
  sku: optional(z.string().nullable()),
  title: optional(z.string()),
  quantity: z.int(),
  reason: optional(z.string()),
  verdict: optional(z.string()),
  findings: optional(z.array(z.string())),
  /** Minor units. */
  fee: optional(z.int().nullable()),
  refund: optional(z.int().nullable()),
  result: optional(z.string()),
  condition: optional(z.string().nullable()),
  outcome: optional(z.string()),
  restock: optional(z.boolean()),
  because: optional(z.string()),
});
export type CaseLine = z.infer<typeof caseLine>;

const items = z.array(z.object({ sku: z.string().nullable(), quantity: z.int() }));

/** What the acts on a case say of it (R45); amounts in minor units of `currency`. */
export const caseFacts = z.object({
  currency: optional(z.string()),
  askedOn: optional(z.iso.date()),
  number: optional(z.string()),
  expiresOn: optional(z.iso.date()),
  /** Units that expired, or that went back on the shelf. */
  units: optional(z.int()),
  sku: optional(z.string().nullable()),
  from: optional(z.string()),
  to: optional(z.string()),
  // an override
  reason: optional(z.string()),
  verdict: optional(z.string()),
  findings: optional(z.array(z.string())),
  second: optional(z.boolean()),
  // a parcel, or a breach
  codes: optional(z.array(z.string())),
  contents: optional(items),
  taken: optional(items),
  tracking: optional(z.string().nullable()),
  photos: optional(z.int()),
  // returns at Shopify
  returns: optional(z.array(z.object({ name: z.string() }))),
  // money
  paidShare: optional(z.int()),
  fee: optional(z.int()),
  tax: optional(z.int()),
  shipping: optional(z.int()),
  refund: optional(z.int()),
  /** Why a refund was stopped, with both figures. */
  code: optional(z.string()),
  ours: optional(z.int()),
  shopify: optional(z.int()),
  maximum: optional(z.int()),
  /** What went beyond the policy. */
  amount: optional(z.int()),
});

export type CaseFacts = z.infer<typeof caseFacts>;

const lines = z.object({ lines: z.array(caseLine) });

/** The lines that an act on a case names; an order's own lines have another form and are told elsewhere. */
export const parseCaseLines = (details: unknown): CaseLine[] => {
  const parsed = lines.safeParse(details);
  return parsed.success ? parsed.data.lines : [];
};
