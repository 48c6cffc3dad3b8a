import { z } from "zod";
import { isBreachCode, type BreachCode } from "../breach/breach-codes";
import { parseCalendarDate } from "../calendar-date";
import { RETURN_REASONS } from "../policy/facts";
import { FINDING_CLAUSES, type FindingCode } from "../policy/finding-codes";
import type { MailKind } from "./mail-kinds";

/** Why a line comes back, in the words of its kind: a return's reasons (R7), a refused back-order's, a claim's. */
const LINE_REASONS = [...RETURN_REASONS, "refused", "undeliverable"] as const;

/** What the dock says of a parcel that it does not take (R37). */
const PARCEL_REFUSALS = [
  "no-rma",
  "rma-expired",
  "rma-not-approved",
  "rma-closed",
  "rma-other-customer",
  "sent-collect",
  "charges-due",
  // It was held, and its invoice copy never came.
  "invoice-copy-missing",
] as const;

/** What the dock waits for before it takes a parcel (R37). */
const PARCEL_HOLDS = ["invoice-copy-missing"] as const;

/** Why units go back to the customer: what the inspection found (R16, R33, R39), or that nobody had asked (R38). */
export const SENT_BACK_REASONS = [
  "rejected",
  "carrier-damage",
  "electronic-part",
  "not-authorised",
  "no-fault-found",
  "misuse",
  "install-damage",
] as const;

const MAX_TITLE = 1_000;
const MAX_WORDS = 5_000;
/** As many lines as a request may have (R42). */
const MAX_LINES = 250;

const date = z.string().refine((text) => parseCalendarDate(text) !== null, "not a calendar date");
/** Minor units of the mail's currency. */
const amount = z.int().nonnegative();
const currency = z.string().regex(/^[A-Z]{3}$/);
const number = z.string().min(1).max(50);
const orderName = z.string().min(1).max(50);
const quantity = z.int().positive();
const percent = z.number().min(0).max(100);
const policyVersion = z.int().positive();
const isFindingCode = (code: unknown): boolean => typeof code === "string" && Object.hasOwn(FINDING_CLAUSES, code);
const findings = z
  .array(
    z.object({
      code: z.custom<FindingCode>(isFindingCode),
      facts: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  )
  .max(50)
  .readonly();
/** What staff wrote to the customer. The only words of a person in a mail's facts: redaction takes them out. */
const words = z.string().max(MAX_WORDS).nullable();

const item = z.object({ sku: z.string().max(MAX_TITLE).nullable(), title: z.string().max(MAX_TITLE), quantity });
const items = z.array(item).min(1).max(MAX_LINES).readonly();

/** The order is null for a claim on a unit that was bought from a dealer (R36). */
const ofCase = { number, orderName: orderName.nullable(), policyVersion };
/** A case that never got a number goes by its order. */
const ofUnnumberedCase = { orderName: orderName.nullable(), policyVersion };
const ofOrder = { orderName, policyVersion };

const kindOf = <const Kind extends MailKind, Facts extends z.ZodRawShape>(kind: Kind, facts: Facts) =>
  z.object({ kind: z.literal(kind), facts: z.strictObject(facts) });

/** An RMA has its number: what to send where, by when, and what will be paid for it. */
const rmaApproved = kindOf("rma-approved", {
  ...ofCase,
  cause: z.enum(["return", "refused-backorder"]),
  lines: z
    .array(item.extend({ reason: z.enum(LINE_REASONS) }))
    .min(1)
    .max(MAX_LINES)
    .readonly(),
  /** The last day on which the parcel may arrive (R11). */
  expiresOn: date,
  currency,
  /** 25 means 25 %; 0 where no fee is taken (R17). */
  feePercent: percent,
  paidShare: amount,
  fee: amount,
  tax: amount,
  /** What comes back when every unit is accepted: paid share less fee, plus tax. */
  refund: amount,
});

/** Staff, or the policy after a review, said no. */
const rmaDeclined = kindOf("rma-declined", { ...ofUnnumberedCase, lines: items, findings, words });

/** Nothing, or not all, arrived in time: these units are no longer authorised (R11). */
const rmaExpired = kindOf("rma-expired", { ...ofCase, lines: items, expiredOn: date });

/** A covered claim waits for the troubleshooting call (R32); the mail shows the phone numbers of the settings. */
const claimOpened = kindOf("claim-opened", { ...ofUnnumberedCase, lines: items, warrantyUntil: date.nullable() });

/** The call did not solve it: number, instructions and form (R32). */
const claimApproved = kindOf("claim-approved", {
  ...ofCase,
  lines: items,
  expiresOn: date,
  warrantyUntil: date.nullable(),
});

/** No warranty. No phone number and no checklist: no support is offered for it (R32). */
const claimDeclined = kindOf("claim-declined", { ...ofUnnumberedCase, lines: items, findings, words });

/** A claim waits for its owner: for the call (R32), or for the parcel while the number is valid (R11). */
const claimReminder = kindOf("claim-reminder", {
  ...ofUnnumberedCase,
  number: number.nullable(),
  waitsFor: z.enum(["call", "parcel"]),
  lines: items,
  /** The last day of waiting. */
  until: date,
});

/** A parcel was taken; `stillOpen` units of the case have not arrived yet and may until `expiresOn` (R38). */
const parcelReceived = kindOf("parcel-received", {
  ...ofCase,
  lines: items,
  receivedOn: date,
  stillOpen: z.int().nonnegative(),
  expiresOn: date,
});

/** A parcel is here and waits for something (R37). */
const parcelHeld = kindOf("parcel-held", {
  ...ofCase,
  codes: z.array(z.enum(PARCEL_HOLDS)).min(1).readonly(),
  receivedOn: date,
});

/** A parcel goes back unopened at its sender's expense (R37). The number is the one on the box, if there was one. */
const parcelRefused = kindOf("parcel-refused", {
  ...ofUnnumberedCase,
  number: number.nullable(),
  codes: z.array(z.enum(PARCEL_REFUSALS)).min(1).readonly(),
  receivedOn: date,
});

/** Money went back; one mail a refund, with its worksheet (R14–R16). paid = paidShare − fee + tax + shipping. */
const refunded = kindOf("refunded", {
  ...ofCase,
  lines: items,
  currency,
  feePercent: percent,
  paidShare: amount,
  fee: amount,
  tax: amount,
  /** Shipping and its tax, which go back on the merchant's fault only (R16). */
  shipping: amount,
  paid: amount,
});

/** Units that were not accepted are on their way back. */
const sentBack = kindOf("sent-back", {
  ...ofCase,
  lines: z
    .array(item.extend({ because: z.enum(SENT_BACK_REASONS) }))
    .min(1)
    .max(MAX_LINES)
    .readonly(),
  words,
});

/** A warranty case ended with a repaired or a new part, which is on its way (R33). */
const replacementSent = kindOf("replacement-sent", {
  ...ofCase,
  remedy: z.enum(["repair", "replace"]),
  lines: items,
  /** The replacement keeps the remaining warranty time. */
  warrantyUntil: date.nullable(),
});

/** Waiting units were cancelled: all of it comes back, without a fee (R26). All zero where nothing had been paid. */
const backorderCancelled = kindOf("backorder-cancelled", {
  ...ofOrder,
  lines: items,
  currency,
  paidShare: amount,
  tax: amount,
  shipping: amount,
  paid: amount,
});

/** Units of an order to the United States still wait after 30 days (setting `backorder.delayNotice`). */
const delayNotice = kindOf("delay-notice", {
  ...ofOrder,
  lines: items,
  orderedOn: date,
  /** The day by which all of them are expected; null when the merchant has not said. */
  expectedOn: date.nullable(),
});

const breachCodes = z
  .array(z.custom<BreachCode>((code) => typeof code === "string" && isBreachCode(code)))
  .min(1)
  .readonly();

/** To the addresses of `breach.alertTo`, never to the customer (R21). */
const breachAlert = kindOf("breach-alert", {
  ...ofOrder,
  codes: breachCodes,
  /** Number of the case whose return was refunded, if it was one's. */
  number: number.nullable(),
  currency,
  amount,
  openedOn: date,
  /** The `user_id` that Shopify names; null when it names none. */
  userId: z.string().max(50).nullable(),
});

/** What became of breaches since the last digest, to the addresses of `breach.alertTo` (R21); never of nothing. */
const breachDigest = kindOf("breach-digest", {
  policyVersion,
  /** The shop's calendar days that it is about. */
  from: date,
  to: date,
  /** What was done, each once whatever is wrong with it, the largest first. */
  acts: z
    .array(z.object({ orderName, codes: breachCodes, currency, amount }))
    .max(MAX_LINES)
    .readonly(),
  /** Acts that the list leaves out. */
  more: z.int().nonnegative(),
  /** All that went beyond the policy, by currency. */
  amounts: z.array(z.object({ currency, amount })).max(50).readonly(),
  /** Cases that were closed, adopted or invoiced in these days, and those that are open now. */
  ended: z.int().nonnegative(),
  open: z.int().nonnegative(),
});

/** Every kind of mail with the facts that it states. Codes, amounts, dates and numbers; no data of a person. */
export const mailContent = z.discriminatedUnion("kind", [
  rmaApproved,
  rmaDeclined,
  rmaExpired,
  claimOpened,
  claimApproved,
  claimDeclined,
  claimReminder,
  parcelReceived,
  parcelHeld,
  parcelRefused,
  refunded,
  sentBack,
  replacementSent,
  backorderCancelled,
  delayNotice,
  breachAlert,
  breachDigest,
]);

export type MailContent = z.output<typeof mailContent>;
export type MailOf<Kind extends MailKind> = Extract<MailContent, { kind: Kind }>;

/** The number of the case that a mail is about, for the log's search. */
export const caseNumberOf = ({ facts }: MailContent): string | null =>
  "number" in facts ? (facts.number ?? null) : null;
