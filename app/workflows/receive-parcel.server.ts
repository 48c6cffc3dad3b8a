import { randomUUID } from "node:crypto";
import { z } from "zod";
import { db, type Transaction } from "~/db.server";
import { appendEvents, type CaseEvent } from "~/db/case-event-repository.server";
import { findOrder, findOrderNamed } from "~/db/order-repository.server";
import { insertParcel, lockHeldParcel, saveParcel, type Parcel } from "~/db/parcel-repository.server";
import { currentPolicy } from "~/db/policy-repository.server";
import { findRmaByNumber, lockRma, saveRma } from "~/db/rma-repository.server";
import { err, ok, type Result } from "~/domain/result";
import {
  casesThatMaySend,
  isPastValidity,
  judgeParcel,
  receive,
  takeIn,
  type DockCode,
  type DockDecision,
} from "~/domain/rma/receive-parcel";
import type { Rma } from "~/domain/rma/rma";
import { parseRmaNumber } from "~/domain/rma/rma-number";
import { endValidity } from "./expire-rma.server";
import { followRma } from "./follow-rma.server";
import { caseOfOwnParcel } from "./own-parcel-back.server";
import { requireRole } from "./require-role.server";
import { parseRequest, unitCount, type InvalidRequest } from "./return-request";
import { rmaEvent } from "./rma-event";
import { queueParcelMails } from "./rma-mails.server";

const MOST_NUMBERS = 20;
const MOST_ITEMS = 250;
export const MOST_PARCEL_PHOTOS = 8;
export const parcelText = z.string({ error: "not-text" }).trim().max(255, { error: "too-long" });
export const parcelPhotos = z
  .array(z.uuid({ error: "unknown-photo" }))
  .max(MOST_PARCEL_PHOTOS, { error: "too-many" })
  .default([]);
const flag = z.boolean({ error: "not-true-or-false" });

const arrival = z.strictObject({
  /** What stands on the box, as scanned or typed; empty when there is no number. */
  numbers: z.array(parcelText, { error: "not-a-list" }).max(MOST_NUMBERS, { error: "too-many" }),
  orderId: parcelText.nullable().default(null),
  /** The order as its label has it, where the clerk types it. */
  orderName: parcelText.nullable().default(null),
  /** Who sent it, where the clerk knows. */
  senderId: parcelText.nullable().default(null),
  prepaid: flag,
  chargesDue: flag.default(false),
  invoiceCopy: flag,
  /** The clerk says that the carrier brings back what it could not deliver. */
  returnedByCarrier: flag.default(false),
  tracking: parcelText.nullable().default(null),
  contents: z
    .array(z.strictObject({ sku: parcelText.min(1, { error: "empty" }), quantity: unitCount }), { error: "not-a-list" })
    .max(MOST_ITEMS, { error: "too-many" }),
  photos: parcelPhotos,
});

export interface DockAnswer {
  parcelId: string;
  dock: DockDecision;
  codes: readonly DockCode[];
  rmas: { id: string; number: string | null }[];
}

export interface ArrivalInput {
  shop: string;
  userId: string;
  input: unknown;
  at: Date;
}

export type ArrivalRejection = InvalidRequest | { error: "role-required" };

/**
 * A parcel is at the dock (R37, R38): accept, hold or refuse, with every code, and what is taken in counts at once for every case
 * that it belongs to. The parcel is a record of its own, whatever was decided (R12).
 */
export async function receiveParcel(input: ArrivalInput): Promise<Result<DockAnswer, ArrivalRejection>> {
  const parsed = parseRequest(arrival, input.input);
  if (!parsed.ok) return parsed;
  const { shop, userId, at } = input;
  const permitted = await requireRole(db, { shop, userId }, "receive-parcel");
  if (!permitted.ok) return err({ error: permitted.error.code });
  const box = {
    ...parsed.value,
    orderId: parsed.value.orderId ?? (await findOrderNamed(db, shop, parsed.value.orderName)),
  };
  const numbers = await numbersOf(input, box);
  return db.$transaction(async (tx) => {
    const { rmas, hasUnknownNumber } = await lockNamedRmas(tx, shop, numbers);
    const { settings } = await currentPolicy(tx, shop);
    const facts = {
      ...box,
      rmas,
      hasUnknownNumber,
      senderId: box.senderId ?? (await customerOf(tx, shop, box.orderId)),
      // A sender's word is not enough: only a case that was opened for our own parcel is free of the checks (R27).
      returnedByCarrier: box.returnedByCarrier && rmas.some(({ kind }) => kind === "refused-backorder"),
      at,
    };
    const verdict = judgeParcel(facts, settings.dock.requireInvoiceCopy);
    // What waits is kept for the cases that may send it: a stranger's number on the box has no part in it.
    const named = verdict.decision === "held" ? casesThatMaySend(facts) : rmas;
    const parcel: Parcel = {
      ...verdict,
      id: randomUUID(),
      rmaIds: named.map(({ id }) => id),
      orderId: box.orderId,
      prepaid: facts.prepaid,
      chargesDue: facts.chargesDue,
      invoiceCopy: facts.invoiceCopy,
      returnedByCarrier: facts.returnedByCarrier,
      tracking: facts.tracking,
      contents: facts.contents,
      photoIds: box.photos,
      by: `user:${userId}`,
      arrivedAt: at,
      completedAt: null,
    };
    await insertParcel(tx, shop, parcel);
    await takeParcel(tx, { shop, parcel, rmas, at, by: parcel.by });
    return ok(answerOf(parcel, rmas));
  });
}

/** What stands on the box. Our own parcel that the carrier brings back bears no number: its tracking number names the case (R27). */
async function numbersOf({ shop, userId, at }: ArrivalInput, box: z.output<typeof arrival>): Promise<string[]> {
  const { numbers, returnedByCarrier, orderId, tracking } = box;
  if (numbers.length > 0 || !returnedByCarrier || orderId === null || tracking === null) return numbers;
  const number = await caseOfOwnParcel({ shop, orderId, tracking, userId, at });
  return number === null ? [] : [number];
}

const answerOf = ({ id, decision, codes }: Parcel, rmas: readonly Rma[]): DockAnswer => ({
  parcelId: id,
  dock: decision,
  codes,
  rmas: rmas.map((rma) => ({ id: rma.id, number: rma.number })),
});

/** Check digit first: a number that cannot be one is not looked for (R37). Locked in one order, so that two docks never wait for each other. */
async function lockNamedRmas(tx: Transaction, shop: string, numbers: readonly string[]) {
  const found = new Map<string, Rma>();
  let hasUnknownNumber = false;
  for (const typed of numbers) {
    const number = parseRmaNumber(typed);
    const rma = number === null ? null : await findRmaByNumber(tx, shop, number);
    if (rma === null) hasUnknownNumber = true;
    else found.set(rma.id, rma);
  }
  const rmas: Rma[] = [];
  for (const id of [...found.keys()].sort()) {
    const rma = await lockRma(tx, shop, id);
    if (rma !== null) rmas.push(rma);
  }
  const order = [...found.keys()];
  return { rmas: rmas.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id)), hasUnknownNumber };
}

/** An order that is named on the box says who sent it. */
async function customerOf(tx: Transaction, shop: string, orderId: string | null): Promise<string | null> {
  return orderId === null ? null : ((await findOrder(tx, shop, orderId))?.customerId ?? null);
}

interface Taking {
  shop: string;
  parcel: Parcel;
  rmas: readonly Rma[];
  at: Date;
  by: string;
}

const EVENTS = { accepted: "parcel-received", held: "parcel-held", refused: "parcel-refused" } as const;

/** Counts what was taken in for each case, and tells timeline, customer and Shopify. */
async function takeParcel(tx: Transaction, { shop, parcel, rmas, at, by }: Taking): Promise<void> {
  const told: Rma[] = [];
  for (const rma of rmas) {
    const isTaken = parcel.taken.some(({ rmaId }) => rmaId === rma.id);
    const received = isTaken ? receive(rma, parcel.taken) : null;
    const after = received?.ok ? await saveRma(tx, shop, received.value) : rma;
    if (after !== rma) await followRma(tx, { shop, rma: after });
    told.push(after);
  }
  await appendEvents(
    tx,
    told.map((rma) => parcelEvent(rma, { shop, parcel, at, by })),
  );
  if (told.length === 0) await appendEvents(tx, [unnamedParcelEvent({ shop, parcel, at, by })]);
  await queueParcelMails(tx, { shop, parcel, rmas: told, at });
}

type Told = Omit<Taking, "rmas">;

const factsOf = ({ id, decision, codes, contents, taken, tracking }: Parcel) => ({
  parcelId: id,
  decision,
  codes,
  contents,
  taken,
  tracking,
});

const parcelEvent = (rma: Rma, { shop, parcel, at, by }: Told): CaseEvent =>
  rmaEvent(rma, { shop, code: EVENTS[parcel.decision], by, at, details: factsOf(withTakenOf(parcel, rma.id)) });

/** Of one parcel's goods, a case's timeline tells its own. */
const withTakenOf = (parcel: Parcel, rmaId: string): Parcel => ({
  ...parcel,
  taken: parcel.taken.filter((units) => units.rmaId === rmaId),
});

/** A parcel that names no case stands on the order's timeline where it names one, else on the shop's. */
function unnamedParcelEvent({ shop, parcel, at, by }: Told): CaseEvent {
  const subject = parcel.orderId === null ? "shop" : "order";
  const subjectId = parcel.orderId ?? shop;
  return { shop, subject, subjectId, code: EVENTS[parcel.decision], by, at, details: factsOf(parcel) };
}

export interface HeldParcelInput {
  shop: string;
  rmaId: string;
  userId: string;
  at: Date;
}

type HeldParcelAnswer = Result<DockAnswer, "rma-not-found" | "role-required" | "not-allowed-now">;

/**
 * The invoice copy of a held parcel has come: its contents count now, once (R37). What another parcel brought meanwhile is not
 * there to be announced any more.
 */
export const completeParcel = (input: HeldParcelInput): Promise<HeldParcelAnswer> =>
  goOn(input, (held, rmas) => {
    const codes = held.codes.filter((code) => code !== "invoice-copy-missing");
    return { ...takeIn(held, { valid: rmas, codes }), invoiceCopy: true };
  });

/** The invoice copy never came: a held parcel is sent back like any other that may not come in, and its units are open again. */
export const sendBackParcel = (input: HeldParcelInput): Promise<HeldParcelAnswer> =>
  goOn(input, () => ({ decision: "refused", taken: [] }));

/** A held parcel goes on, once. Of a case that ended meanwhile the parcel was all that could still come (R11). */
async function goOn(
  { shop, rmaId, userId, at }: HeldParcelInput,
  onwards: (held: Parcel, rmas: readonly Rma[]) => Partial<Parcel>,
): Promise<HeldParcelAnswer> {
  return db.$transaction(async (tx) => {
    const allowed = await requireRole(tx, { shop, userId }, "receive-parcel");
    if (!allowed.ok) return err(allowed.error.code);
    if ((await lockRma(tx, shop, rmaId)) === null) return err("rma-not-found");
    const held = await lockHeldParcel(tx, shop, rmaId);
    if (held === null) return err("not-allowed-now");
    const rmas: Rma[] = [];
    for (const id of held.rmaIds) {
      const rma = await lockRma(tx, shop, id);
      if (rma !== null) rmas.push(rma);
    }
    const parcel = { ...held, ...onwards(held, rmas), completedAt: at };
    await saveParcel(tx, shop, parcel);
    const by = `user:${userId}`;
    if (parcel.invoiceCopy) {
      const completed = { shop, code: "parcel-completed", by, at, details: { parcelId: parcel.id } } as const;
      await appendEvents(
        tx,
        rmas.map((rma) => rmaEvent(rma, completed)),
      );
    }
    await takeParcel(tx, { shop, parcel, rmas, at, by });
    for (const rma of rmas) if (isPastValidity(rma, at)) await endValidity(tx, { shop, rmaId: rma.id, at });
    return ok(answerOf(parcel, rmas));
  });
}
