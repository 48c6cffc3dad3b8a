import { z } from "zod";
import { formatAmount, parseAmount } from "../money";
import { previewRefund } from "../refund/preview";
import { err, ok, type Result } from "../result";
import { assessReturn } from "./assess-return";
import { ORDER_CHANNELS, RETURN_REASONS, type LineFacts, type OrderFacts, type Place } from "./facts";
import type { Verdict } from "./finding-codes";
import { lineStateOf } from "./line-state";
import type { LineInOrder } from "./order-snapshot";
import { basisPoints, type PolicyVersion } from "./policy-settings";
import { judgeStanding } from "./standing";
import { takeSnapshot } from "./take-snapshot";

/** What is wrong with one field of a description: its path and a stable code. */
export interface DescriptionIssue {
  readonly path: string;
  readonly code: string;
}

const text = z.string({ error: "not-text" }).max(255, { error: "too-long" });
const texts = z.array(text, { error: "not-a-list" });
const flag = z.boolean({ error: "not-true-or-false" });
const count = z
  .int({ error: "not-a-whole-number" })
  .min(0, { error: "out-of-range" })
  .max(1_000_000, { error: "out-of-range" });
const units = count.min(1, { error: "out-of-range" });
const instant = z.iso.datetime({ offset: true, error: "not-an-instant" }).transform((at) => new Date(at));
const day = z.iso.date({ error: "not-a-date" });
const group = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, { error: ({ code }) => (code === "unrecognized_keys" ? "unknown-field" : "not-a-group") });

const place = group({
  country: text.regex(/^[A-Z]{2}$/, { error: "not-a-country-code" }),
  zone: text.nullable().default(null),
}).nullable();

const product = group({
  nonReturnable: flag.nullable().default(null),
  categories: texts.default([]),
  type: text.default(""),
  vendor: text.default(""),
  tags: texts.default([]),
  collections: texts.default([]),
  status: z.enum(["ACTIVE", "ARCHIVED", "DRAFT", "UNLISTED"], { error: "not-an-option" }).default("ACTIVE"),
  onOnlineStore: flag.default(true),
});

const line = group({
  sku: text.nullable().default(null),
  title: text.default(""),
  quantity: units,
  /** Of one unit; the rest is for the whole line. Decimal strings. */
  price: text,
  discount: text.default("0"),
  tax: text.default("0"),
  requiresShipping: flag.default(true),
  giftCard: flag.default(false),
  /** Left out: an ordinary product; null: typed in by hand. */
  product: product.nullable().default(() => product.parse({})),
  /** Lines that name the same bundle were sold as one. */
  bundle: text.nullable().default(null),
  /** Units that stock could not cover when ordered (R22). */
  waited: count.default(0),
  shipped: z.array(group({ on: day, quantity: units }), { error: "not-a-list" }).default([]),
  refunded: count.default(0),
  /** A request for a return to be judged, beside how the line stands. */
  ask: group({ quantity: units, reason: z.enum(RETURN_REASONS, { error: "not-an-option" }), on: day }).optional(),
});

/** One order in a form that a person can write. */
const describedOrder = group({
  name: text.default(""),
  placedAt: instant,
  /** Left out: when it was placed. */
  processedAt: instant.optional(),
  timeZone: text.refine(isTimeZone, { error: "not-a-time-zone" }).default("America/Toronto"),
  currency: text.regex(/^[A-Z]{3}$/, { error: "not-a-currency" }),
  taxesIncluded: flag.default(false),
  channel: z.enum(ORDER_CHANNELS, { error: "not-an-option" }).default("online-store"),
  shipTo: place.default(null),
  pickupFrom: place.default(null),
  billTo: place.default(null),
  cancelled: flag.default(false),
  lines: z.array(line, { error: "not-a-list" }).min(1, { error: "empty" }).max(1_000, { error: "too-many" }),
});

type DescribedOrder = z.output<typeof describedOrder>;
type DescribedLine = DescribedOrder["lines"][number];

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** How an order that somebody described stands by a policy, line by line, with all the findings; or everything that is wrong with it. */
export function judgeDescribedOrder(
  value: unknown,
  policy: PolicyVersion,
): Result<JudgedDescription, readonly DescriptionIssue[]> {
  const parsed = describedOrder.safeParse(value);
  if (!parsed.success) return err(parsed.error.issues.flatMap(toIssues));
  const issues = parsed.data.lines.flatMap((described, index) => contradictionsOf(described, parsed.data, index));
  return issues.length > 0 ? err(issues) : ok(judge(parsed.data, policy));
}

const toIssues = ({ path, message, ...issue }: z.core.$ZodIssue): DescriptionIssue[] => {
  const keys = issue.code === "unrecognized_keys" ? issue.keys : [null];
  return keys.map((key) => ({ path: [...path, ...(key === null ? [] : [key])].join("."), code: message }));
};

/** What each field may say, and all of them together may not. */
function contradictionsOf(described: DescribedLine, { currency }: DescribedOrder, index: number): DescriptionIssue[] {
  const at = (field: string, code: string) => ({ path: `lines.${index}.${field}`, code });
  const amounts = (["price", "discount", "tax"] as const).flatMap((field) => {
    const amount = parseAmount(described[field], currency);
    if (!amount.ok) return [at(field, amount.error)];
    return amount.value < 0 ? [at(field, "out-of-range")] : [];
  });
  const shipped = shippedOf(described);
  return [
    ...amounts,
    ...(shipped > described.quantity ? [at("shipped", "more-than-ordered")] : []),
    ...(described.refunded > shipped ? [at("refunded", "more-than-shipped")] : []),
    ...(described.waited > described.quantity ? [at("waited", "more-than-ordered")] : []),
  ];
}

const shippedOf = ({ shipped }: DescribedLine): number => shipped.reduce((sum, { quantity }) => sum + quantity, 0);

export interface JudgedDescription {
  readonly order: string;
  readonly purchasedOn: string;
  readonly regionOk: boolean;
  readonly verdict: Verdict;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

function judge(described: DescribedOrder, policy: PolicyVersion): JudgedDescription {
  const { name, timeZone, currency } = described;
  const facts = toFacts(described);
  const nothing = { backfilled: false, listingLog: new Map(), kept: null };
  const snapshot = takeSnapshot(facts, { policy, timeZone, ...nothing });
  const lines = snapshot.lines.map((frozen, index) => {
    const [own, factsOfLine] = [described.lines[index], facts.lines[index]];
    if (own === undefined || factsOfLine === undefined) throw new Error("A snapshot keeps every line");
    const subject = { order: snapshot, line: frozen, state: lineStateOf(facts, factsOfLine, 0) };
    return { subject, own };
  });
  const judged = lines.map(({ subject, own }) => judgeLine(subject, own, { policy, currency }));
  const verdicts = judged.map(({ verdict }) => verdict);
  return {
    order: name,
    purchasedOn: snapshot.purchasedOn,
    regionOk: snapshot.regionOk,
    verdict: verdicts.includes("deny") ? "deny" : verdicts.includes("review") ? "review" : "allow",
    lines: judged,
  };
}

function judgeLine(
  subject: LineInOrder,
  { ask }: DescribedLine,
  { policy, currency }: { policy: PolicyVersion; currency: string },
) {
  const { line: frozen } = subject;
  const { verdict, findings, lastDay, warrantyUntil } = judgeStanding(subject, policy);
  const ofOne = previewRefund({
    quantity: frozen.quantity,
    paidMinor: frozen.paidMinor,
    taxMinor: frozen.taxMinor,
    units: [{ fulfillmentId: "", quantity: 1 }],
    heldPositions: [],
    feeBasisPoints: basisPoints(policy.settings.return.restockFeePercent),
  });
  const amounts = { fee: formatAmount(ofOne.fee, currency), refund: formatAmount(ofOne.refund, currency) };
  return {
    sku: frozen.sku,
    title: frozen.title,
    class: frozen.class,
    rule: frozen.classRule,
    listing: frozen.listing,
    verdict,
    findings,
    lastDay,
    warrantyUntil,
    /** Of one unit, were it returned. */
    ...(verdict === "deny" ? {} : amounts),
    ...(ask === undefined ? {} : { answer: answerTo(subject, ask, { policy, currency }) }),
  };
}

function answerTo(
  subject: LineInOrder,
  ask: NonNullable<DescribedLine["ask"]>,
  { policy, currency }: { policy: PolicyVersion; currency: string },
) {
  const { verdict, findings, preview } = assessReturn(subject, ask, policy);
  const amounts = preview && {
    fee: formatAmount(preview.fee, currency),
    refund: formatAmount(preview.refund, currency),
  };
  return { verdict, findings, ...amounts };
}

function toFacts(described: DescribedOrder): OrderFacts {
  const { name, placedAt, processedAt = placedAt, cancelled, channel, currency, taxesIncluded } = described;
  const places: Record<"shipTo" | "pickupFrom" | "billTo", Place | null> = described;
  const { shipTo, pickupFrom, billTo } = places;
  return {
    orderId: name,
    name,
    placedAt,
    processedAt,
    cancelled,
    channel,
    currency,
    taxesIncluded,
    shipTo,
    pickupFrom,
    billTo,
    lines: described.lines.map((own, index) => toLineFacts(own, index, currency)),
    shipments: described.lines.flatMap(({ shipped }, index) =>
      shipped.map(({ on, quantity }, shipment) => ({
        fulfillmentId: `${index}/${shipment}`,
        on,
        lines: [{ lineId: String(index), quantity }],
      })),
    ),
  };
}

function toLineFacts(own: DescribedLine, index: number, currency: string): LineFacts {
  const minor = (amount: string): number => {
    const parsed = parseAmount(amount, currency);
    return parsed.ok ? parsed.value : 0;
  };
  const { product: described, quantity, sku, title, bundle, requiresShipping, giftCard, waited } = own;
  return {
    lineId: String(index),
    sku,
    title,
    quantity,
    unfulfilled: quantity - shippedOf(own),
    refundable: quantity - own.refunded,
    isGiftCard: giftCard,
    requiresShipping,
    isCustomItem: described === null,
    product: described && toProduct(described, index),
    variantId: null,
    bundleId: bundle,
    bundleSku: bundle,
    bundleProduct: null,
    originalTotalMinor: minor(own.price) * quantity,
    discountMinor: minor(own.discount),
    taxMinor: minor(own.tax),
    oversold: waited,
  };
}

const toProduct = ({ categories, ...rest }: z.output<typeof product>, index: number) => ({
  productId: String(index),
  categoryIds: categories,
  ...rest,
});
