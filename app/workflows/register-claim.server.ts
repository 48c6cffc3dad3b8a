import { randomUUID } from "node:crypto";
import { z } from "zod";
import { appendEvents } from "~/db/case-event-repository.server";
import { holdSerials, insertClaim } from "~/db/claim-repository.server";
import { db, type Transaction } from "~/db.server";
import { currentPolicy } from "~/db/policy-repository.server";
import { findListingLog } from "~/db/listing-log-repository.server";
import { findProductClass } from "~/db/product-repository.server";
import { insertRma } from "~/db/rma-repository.server";
import { findWorkingShop, type ShopRecord } from "~/db/shop-repository.server";
import { adminFor } from "~/admin-for.server";
import { calendarDateIn, endOfDay, parseCalendarDate, type CalendarDate } from "~/domain/calendar-date";
import { listingOn } from "~/domain/policy/listing";
import type { Listing } from "~/domain/policy/order-snapshot";
import { err, ok, type Result } from "~/domain/result";
import { assessElsewhere, openElsewhere, type BoughtElsewhere, type ElsewhereAnswer } from "~/domain/rma/open-claim";
import { findVariant, type FoundVariant } from "~/shopify/operations/find-variant.server";
import { partFacts, symptomText, toClaimReply, type ClaimReply } from "./claim-request";
import { planAbandonment } from "./plan-abandonment.server";
import { requireRole } from "./require-role.server";
import { parseRequest, unitCount, type InvalidRequest } from "./return-request";
import { rmaEvent } from "./rma-event";
import { queueClaimMail } from "./rma-mails.server";

const text = (longest: number) => z.string({ error: "not-text" }).trim().max(longest, { error: "too-long" });
const LANGUAGE = /^[A-Za-z]{2}(-[A-Za-z]{2})?$/;

const registration = z.strictObject({
  sku: text(255).min(1, { error: "empty" }),
  quantity: unitCount,
  country: z.string({ error: "not-text" }).regex(/^[A-Z]{2}$/, { error: "not-a-country" }),
  purchasedOn: z
    .string({ error: "not-text" })
    .refine((day) => parseCalendarDate(day) !== null, { error: "not-a-date" }),
  /** What proves the purchase: the dealer and the number of the receipt. */
  proof: text(500).min(1, { error: "empty" }),
  symptom: symptomText.nullable().default(null),
  /** Who is written to; nobody when left out. */
  email: z.email({ error: "not-an-email" }).max(255, { error: "too-long" }).nullable().default(null),
  locale: z.string({ error: "not-text" }).regex(LANGUAGE, { error: "not-a-language" }).nullable().default(null),
  ...partFacts,
});
type Registration = z.output<typeof registration>;

export type RegisterRejection = InvalidRequest | { error: "role-required" | "not-allowed-now" };

export interface RegisterInput {
  shop: string;
  userId: string;
  input: unknown;
  at: Date;
}

/**
 * Staff register a claim for a unit that a dealer sold (R36): judged by the policy in force, with proof, country and date instead
 * of an order, and by our own log of that day whether the product was listed. No Shopify return ever comes of it.
 */
export async function registerClaim(input: RegisterInput): Promise<Result<ClaimReply, RegisterRejection>> {
  const { shop, userId, at } = input;
  const parsed = parseRequest(registration, input.input);
  if (!parsed.ok) return parsed;
  const asked = parsed.value;
  const allowed = await requireRole(db, { shop, userId }, "register-claim");
  if (!allowed.ok) return err({ error: allowed.error.code });
  const record = await findWorkingShop(db, shop);
  if (record === null) return err({ error: "not-allowed-now" });
  const today = calendarDateIn(at, record.timeZone);
  if (asked.purchasedOn > today) return invalid("purchasedOn", "in-the-future");
  if (asked.serials.length > asked.quantity) return invalid("serials", "too-many");
  const variant = await findVariant(await adminFor(shop, "person"), asked.sku);
  return db.$transaction((tx) => register(tx, { record, asked, variant, today, by: `user:${userId}`, at }));
}

const invalid = (path: string, code: string): Result<never, InvalidRequest> =>
  err({ error: "invalid-request", details: [{ path, code }] });

interface Registering {
  record: ShopRecord;
  asked: Registration;
  variant: FoundVariant | null;
  today: CalendarDate;
  by: string;
  at: Date;
}

async function register(tx: Transaction, registering: Registering): Promise<Result<ClaimReply, InvalidRequest>> {
  const { record, asked, variant, today, by, at } = registering;
  const { shop } = record;
  const policy = await currentPolicy(tx, shop);
  const { sku, quantity, country, purchasedOn } = asked;
  const listing = await listingThatDay(tx, registering);
  const bought = { sku, title: variant?.title ?? sku, quantity, country, purchasedOn, listing };
  const answer = assessElsewhere(bought, { on: today, policy });
  if (answer.verdict !== "deny") return open(tx, registering, { bought, answer, policy });
  const details = { version: policy.version, ...bought, ...describe(answer) };
  await appendEvents(tx, [{ shop, subject: "shop", subjectId: shop, code: "claim-denied", by, at, details }]);
  return ok(toClaimReply(answer, { policy, rma: null }));
}

const describe = ({ verdict, findings, warrantyUntil }: ElsewhereAnswer) => ({
  verdict,
  findings: findings.map(({ code }) => code),
  warrantyUntil,
});

async function listingThatDay(tx: Transaction, { record, asked, variant }: Registering): Promise<Listing> {
  if (variant === null) return "unknown";
  const log = await findListingLog(tx, record.shop, [variant.productId]);
  return listingOn(log.get(variant.productId) ?? [], endOfDay(asked.purchasedOn, record.timeZone));
}

async function open(
  tx: Transaction,
  { record, asked, variant, today, by, at }: Registering,
  { bought, answer, policy }: { bought: BoughtElsewhere; answer: ElsewhereAnswer; policy: PolicyInForce },
): Promise<Result<ClaimReply, InvalidRequest>> {
  const { shop, timeZone, currency } = record;
  const id = randomUUID();
  const taken = await holdSerials(tx, { shop, rmaId: id }, asked.serials);
  if (taken.length > 0) return invalid("serials", "serial-already-claimed");
  const asking = { requestedAt: at, requestedBy: by, askedOn: today };
  const { locale, symptom } = asked;
  const rma = openElsewhere({ id, policy, customerId: null, locale, ...asking, timeZone, currency }, bought, {
    answer,
    symptom,
  });
  await insertRma(tx, shop, rma);
  const { installed, vehicle, modelYear, serials, country, proof, email, purchasedOn } = asked;
  await insertClaim(tx, shop, {
    ...{ rmaId: id, installed, vehicle, modelYear, serials, purchasedOn, warrantyUntil: answer.warrantyUntil },
    ...{ variantId: variant?.variantId ?? null, country, proof, email, locale },
    productClass: variant === null ? "unknown" : await findProductClass(tx, shop, variant.productId),
  });
  const details = { country, purchasedOn, ...describe(answer) };
  await appendEvents(tx, [rmaEvent(rma, { shop, code: "claim-opened", by, at, details })]);
  await planAbandonment(tx, { shop, rma, at });
  if (email !== null) await queueClaimMail(tx, { shop, rma, warrantyUntil: answer.warrantyUntil, at });
  return ok(toClaimReply(answer, { policy, rma }));
}

type PolicyInForce = Awaited<ReturnType<typeof currentPolicy>>;
