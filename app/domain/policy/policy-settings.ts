import { z } from "zod";

/** Longest list and longest text that a setting may be. */
const MAX_ENTRIES = 1000;
const MAX_TEXT = 255;

// The error of every check is the stable code that the settings form shows a text for.
const flag = z.boolean({ error: "not-true-or-false" });
/** Markup and control characters have no business in a text; what is shown is escaped all the same. */
const MARKUP = /<[a-z!/?]|javascript:/i;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
/** What only a pattern language understands. Entries are compared letter by letter: a pattern would never match. */
const PATTERN = /^\^|\.[*+]|[)\]][*+?{]|\\[a-z]|^\*|\*$/i;

const text = z
  .string({ error: "not-text" })
  .max(MAX_TEXT, { error: "too-long", abort: true })
  .trim()
  .min(1, { error: "empty", abort: true })
  .refine((entry) => !MARKUP.test(entry), { error: "markup" });
const line = text.refine((entry) => !CONTROL.test(entry), { error: "control-character" });
const lines = text.refine((entry) => !CONTROL.test(entry.replace(/\r?\n/g, " ")), { error: "control-character" });
const literal = line.refine((entry) => !PATTERN.test(entry), { error: "pattern" });
/** The length first: a list of a million entries is refused before anyone looks at one of them. */
const list = <T extends z.ZodType<unknown, string>>(entry: T) =>
  z
    .array(z.unknown(), { error: "not-a-list" })
    .max(MAX_ENTRIES, { error: "too-many", abort: true })
    .pipe(z.array(entry));
const wholeNumber = (least: number, most: number) =>
  z
    .number({ error: "not-a-number" })
    .int({ error: "not-a-whole-number" })
    .min(least, { error: "out-of-range" })
    .max(most, { error: "out-of-range" });
const hasTwoDecimals = (value: number) => Math.round(value * 100) / 100 === value;
const percent = z
  .number({ error: "not-a-number" })
  .min(0, { error: "out-of-range" })
  .max(100, { error: "out-of-range" })
  .refine(hasTwoDecimals, { error: "too-many-decimals" });
const country = line.toUpperCase().regex(/^[A-Z]{2}$/, { error: "not-a-country-code" });
/** `AS` is that zone of any country of the list, `CA-NL` that zone of that country. */
const zone = line.toUpperCase().regex(/^([A-Z]{2}-)?[A-Z]{1,6}( [A-Z]{1,6})?$/, { error: "not-a-zone-code" });
const group = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? "unknown-setting" : "not-a-group"),
  });

/** What a merchant can set, with its bounds. Unknown names are refused, so that a misspelt one is never ignored. */
export const policySettings = group({
  return: group({
    windowDays: wholeNumber(1, 365),
    /** Percent with at most two decimals (R17); arithmetic uses `basisPoints`. */
    restockFeePercent: percent,
    rmaValidDays: wholeNumber(1, 365),
    autoApprove: flag,
    /** Decimal amount in the order's currency above which an override needs a second person (R9); null: never. */
    secondPersonAbove: z
      .string({ error: "not-an-amount" })
      .regex(/^\d{1,12}(\.\d{1,3})?$/, { error: "not-an-amount" })
      .nullable(),
  }),
  rma: group({
    prefix: line.regex(/^[A-Za-z0-9]{1,10}$/, { error: "not-a-prefix" }),
    firstNumber: wholeNumber(1, 999_999_999_999),
  }),
  electronic: group({
    tags: list(literal),
    types: list(literal),
    categories: list(literal),
    vendors: list(literal),
    collections: list(literal),
    skuPrefixes: list(literal),
  }),
  backorder: group({
    mode: z.enum(["fulfil", "release", "request"], { error: "not-an-option" }),
    holdUntilComplete: flag,
    feePercentWhenRefused: percent,
    delayNotice: flag,
    moveBetweenLocations: flag,
  }),
  warranty: group({
    months: wholeNumber(1, 120),
    countries: list(country),
    excludedZones: list(zone),
    phones: list(line),
    claimAbandonedDays: wholeNumber(1, 3650),
  }),
  dock: group({
    requireInvoiceCopy: flag,
    /** Null: the address that the merchant has in Shopify. */
    returnAddress: lines.nullable(),
  }),
  breach: group({
    invoiceButton: flag,
    alertTo: list(line.regex(/^[^\s@]+@[^\s@]+$/, { error: "not-an-e-mail-address" })),
  }),
});

export type PolicySettings = z.output<typeof policySettings>;

/** One published version (R2); every verdict names the version it was judged by. */
export interface PolicyVersion {
  readonly version: number;
  readonly settings: PolicySettings;
}

/** POLICY.md in figures: version 1 of every shop (R2). */
export const KOSO_PRESET: PolicySettings = {
  return: { windowDays: 30, restockFeePercent: 25, rmaValidDays: 30, autoApprove: true, secondPersonAbove: null },
  rma: { prefix: "RMA", firstNumber: 100_001 },
  electronic: {
    tags: ["electronic"],
    types: [],
    categories: [
      // Electronics; Motor Vehicle Electronics; Motor Vehicle Sensors & Gauges (under Motor Vehicle Parts).
      "gid://shopify/TaxonomyCategory/el",
      "gid://shopify/TaxonomyCategory/vp-1-3",
      "gid://shopify/TaxonomyCategory/vp-1-4-16",
    ],
    vendors: [],
    collections: [],
    skuPrefixes: [],
  },
  backorder: {
    mode: "fulfil",
    holdUntilComplete: false,
    feePercentWhenRefused: 25,
    delayNotice: false,
    moveBetweenLocations: false,
  },
  warranty: {
    months: 12,
    countries: ["CA", "US", "MX"],
    // Pacific territories, the freely associated states and the military posts outside the Americas (R29).
    excludedZones: ["AS", "GU", "MP", "FM", "MH", "PW", "AE", "AP"],
    phones: ["450-359-0604", "1-877-777-0604"],
    claimAbandonedDays: 90,
  },
  dock: { requireInvoiceCopy: true, returnAddress: null },
  breach: { invoiceButton: false, alertTo: [] },
};

/** A percent with two decimals in hundredths of a percent: 25 → 2500, 12.75 → 1275. */
export const basisPoints = (percentage: number): number => Math.round(percentage * 100);
