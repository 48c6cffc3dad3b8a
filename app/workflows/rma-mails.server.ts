import type { Transaction } from "~/db.server";
import type { PromisedMail } from "~/db/mail-repository.server";
import type { StoredOrder } from "~/db/order-repository.server";
import type { RefundAttempt } from "~/db/refund-repository.server";
import { calendarDateIn, type CalendarDate } from "~/domain/calendar-date";
import { expectedRefundOf } from "~/domain/refund/expected-refund";
import { openUnits, sumOf, type ReturnLine, type Rma } from "~/domain/rma/rma";
import type { ClaimReminder } from "~/domain/rma/remind-claim";
import type { Remedy } from "~/domain/rma/remedy";
import type { Parcel } from "~/db/parcel-repository.server";
import { queueMails } from "./queue-mail.server";

interface Told {
  shop: string;
  rma: Rma;
  at: Date;
}

/** Units of a case's lines as a mail lists them. */
function itemsOf(rma: Rma, unitsOf: (line: ReturnLine) => number) {
  return rma.lines.flatMap(({ lineId, sku, title }) => {
    const quantity = sumOf({ returnLines: rma.returnLines.filter((line) => line.lineId === lineId) }, unitsOf);
    return quantity > 0 ? [{ sku, title, quantity }] : [];
  });
}

const addressed = ({ shop, rma, at }: Told, key: string) =>
  ({ shop, key: `${key}:${rma.id}`, subject: "rma", subjectId: rma.id, orderId: rma.orderId, at }) as const;

const ofCase = (rma: Rma) => ({
  number: rma.number ?? "",
  orderName: rma.orderName,
  policyVersion: rma.policyVersion,
});

/** The fee of a case in percent: the highest among its lines, because a fault has none. */
const feePercentOf = (rma: Rma): number => Math.max(0, ...rma.returnLines.map((line) => line.feeBasisPoints)) / 100;

/** The number, the form, and what will come back (R8, R32). A claim's own mail promises no money. */
export async function queueApprovalMail(
  tx: Transaction,
  { order, ...told }: Told & { order: StoredOrder },
): Promise<void> {
  const { rma } = told;
  if (rma.kind === "warranty" || rma.expiresOn === null) return;
  const money = new Map(order.lines.map(({ line }) => [line.lineId, line]));
  const expected = expectedRefundOf(rma.returnLines, money);
  const lines = rma.lines.map(({ sku, title, quantity, reason }) => ({ sku, title, quantity, reason }));
  const { kind: cause, currency, expiresOn } = rma;
  const facts = { ...ofCase(rma), cause, lines, expiresOn, currency, feePercent: feePercentOf(rma), ...expected };
  await queueMails(tx, [{ ...addressed(told, "rma-approved"), kind: "rma-approved", facts }]);
}

/** A claim waits for the call (R32). */
export async function queueClaimMail(
  tx: Transaction,
  { warrantyUntil, ...told }: Told & { warrantyUntil: CalendarDate },
): Promise<void> {
  const { orderName, policyVersion } = told.rma;
  const lines = told.rma.lines.map(({ sku, title, quantity }) => ({ sku, title, quantity }));
  const facts = { orderName, policyVersion, lines, warrantyUntil };
  await queueMails(tx, [{ ...addressed(told, "claim-opened"), kind: "claim-opened", facts }]);
}

/** The call did not solve it: number, instructions and form (R32). */
export async function queueClaimApprovalMail(
  tx: Transaction,
  { warrantyUntil, ...told }: Told & { warrantyUntil: CalendarDate | null },
): Promise<void> {
  const { rma } = told;
  if (rma.expiresOn === null) return;
  const lines = rma.lines.map(({ sku, title, quantity }) => ({ sku, title, quantity }));
  const facts = { ...ofCase(rma), lines, expiresOn: rma.expiresOn, warrantyUntil };
  await queueMails(tx, [{ ...addressed(told, "claim-approved"), kind: "claim-approved", facts }]);
}

/** The claim has waited for its owner for half of its time: what it waits for, and until when. */
export async function queueClaimReminder(
  tx: Transaction,
  { reminder, ...told }: Told & { reminder: ClaimReminder },
): Promise<void> {
  const { rma } = told;
  const { waitsFor, until } = reminder;
  const unitsOf = waitsFor === "call" ? ({ quantity }: ReturnLine) => quantity : openUnits;
  const { number, orderName, policyVersion } = rma;
  const facts = { number, orderName, policyVersion, waitsFor, lines: itemsOf(rma, unitsOf), until };
  await queueMails(tx, [{ ...addressed(told, `claim-reminder:${waitsFor}:${until}`), kind: "claim-reminder", facts }]);
}

/** Staff, or the policy after a review, said no. */
export async function queueDeclineMail(tx: Transaction, told: Told): Promise<void> {
  const { rma } = told;
  const lines = rma.lines.map(({ sku, title, quantity }) => ({ sku, title, quantity }));
  const findings = rma.lines.flatMap((line) => line.findings.map(({ code, facts }) => ({ code, facts: { ...facts } })));
  const facts = { orderName: rma.orderName, policyVersion: rma.policyVersion, lines, findings, words: rma.declineText };
  const kind = rma.kind === "warranty" ? "claim-declined" : "rma-declined";
  await queueMails(tx, [{ ...addressed(told, kind), kind, facts }]);
}

/** Units that did not come in time are not authorised any more (R11). */
export async function queueExpiryMail(
  tx: Transaction,
  { before, after, ...told }: { shop: string; before: Rma; after: Rma; at: Date },
): Promise<void> {
  // Expiry frees units of the return lines that there are, and makes no new ones.
  const closedBefore = new Map(before.returnLines.map(({ closed }, index) => [after.returnLines[index], closed]));
  const lines = itemsOf(after, (line) => line.closed - (closedBefore.get(line) ?? 0));
  const facts = { ...ofCase(after), lines, expiredOn: before.expiresOn ?? calendarDateIn(told.at, after.timeZone) };
  // What lies in a held parcel may expire later than the rest, and is written about then.
  const key = `rma-expired:${after.version}`;
  await queueMails(tx, [{ ...addressed({ ...told, rma: after }, key), kind: "rma-expired", facts }]);
}

/** What the dock did with a parcel (R37, R38). Nobody is written to about a parcel that names no case of theirs. */
export async function queueParcelMails(
  tx: Transaction,
  { shop, parcel, rmas, at }: { shop: string; parcel: Parcel; rmas: readonly Rma[]; at: Date },
): Promise<void> {
  const mails = rmas.flatMap((rma) => parcelMail({ shop, rma, at }, parcel) ?? []);
  await queueMails(tx, mails);
}

function parcelMail(told: Told, parcel: Parcel): PromisedMail | null {
  const { rma } = told;
  const receivedOn = calendarDateIn(parcel.arrivedAt, rma.timeZone);
  switch (parcel.decision) {
    case "refused": {
      const codes = parcel.codes.flatMap((code) => (code === "not-authorised" ? [] : code));
      const { orderName, policyVersion, number } = rma;
      const facts = { orderName, policyVersion, number, codes, receivedOn };
      return { ...addressed(told, `parcel-refused:${parcel.id}`), kind: "parcel-refused", facts };
    }
    case "held": {
      const facts = { ...ofCase(rma), codes: ["invoice-copy-missing" as const], receivedOn };
      return { ...addressed(told, `parcel-held:${parcel.id}`), kind: "parcel-held", facts };
    }
    case "accepted":
      return receivedMail(told, parcel);
  }
}

function receivedMail(told: Told, parcel: Parcel): PromisedMail | null {
  const { rma, at } = told;
  const taken = parcel.taken.filter(({ rmaId }) => rmaId === rma.id);
  const lines = rma.lines.flatMap(({ lineId, sku, title }) => {
    const quantity = taken.reduce((sum, unit) => sum + (unit.lineId === lineId ? unit.quantity : 0), 0);
    return quantity > 0 ? [{ sku, title, quantity }] : [];
  });
  if (lines.length === 0 || rma.expiresOn === null) return null;
  const stillOpen = sumOf(rma, openUnits);
  const receivedOn = calendarDateIn(at, rma.timeZone);
  const facts = { ...ofCase(rma), lines, receivedOn, stillOpen, expiresOn: rma.expiresOn };
  return { ...addressed(told, `parcel-received:${parcel.id}`), kind: "parcel-received", facts };
}

/** Money went back, with its worksheet (R14–R16). */
export async function queueRefundMail(
  tx: Transaction,
  { attempt, ...told }: Told & { attempt: RefundAttempt },
): Promise<void> {
  const { rma } = told;
  const units = new Map<string, number>();
  for (const line of attempt.lines) units.set(line.lineId, (units.get(line.lineId) ?? 0) + line.units);
  const lines = rma.lines.flatMap(({ lineId, sku, title }) => {
    const quantity = units.get(lineId) ?? 0;
    return quantity > 0 ? [{ sku, title, quantity }] : [];
  });
  const { currency, paidShare, fee, tax, shipping, refund: paid } = attempt;
  const facts = { ...ofCase(rma), lines, currency, feePercent: feePercentOf(rma), paidShare, fee, tax, shipping, paid };
  await queueMails(tx, [{ ...addressed(told, `refunded:${attempt.sequence}`), kind: "refunded", facts }]);
}

export interface SentBackLine {
  lineId: string;
  quantity: number;
  because: "rejected" | "carrier-damage" | "electronic-part" | "no-fault-found" | "misuse" | "install-damage";
}

/** Units that were not accepted are on their way back (R16, R33, R39). */
export async function queueSentBackMail(
  tx: Transaction,
  { lines, key, words, ...told }: Told & { lines: readonly SentBackLine[]; key: string; words: string | null },
): Promise<void> {
  const { rma } = told;
  const items = lines.flatMap(({ lineId, quantity, because }) => {
    const line = rma.lines.find((one) => one.lineId === lineId);
    return line ? [{ sku: line.sku, title: line.title, quantity, because }] : [];
  });
  if (items.length === 0) return;
  await queueMails(tx, [
    { ...addressed(told, `sent-back:${key}`), kind: "sent-back", facts: { ...ofCase(rma), lines: items, words } },
  ]);
}

/** A repaired or a new part is on its way (R33). */
export async function queueReplacementMail(
  tx: Transaction,
  { remedy, warrantyUntil, ...told }: Told & { remedy: Remedy; warrantyUntil: CalendarDate | null },
): Promise<void> {
  const { rma } = told;
  if (remedy.choice === "credit") return;
  const lines = rma.lines.flatMap(({ lineId, sku, title }) => {
    const quantity = remedy.lines.reduce((sum, one) => sum + (one.lineId === lineId ? one.units : 0), 0);
    return quantity > 0 ? [{ sku, title, quantity }] : [];
  });
  const facts = { ...ofCase(rma), remedy: remedy.choice, lines, warrantyUntil };
  await queueMails(tx, [
    { ...addressed(told, `replacement-sent:${remedy.sequence}`), kind: "replacement-sent", facts },
  ]);
}
