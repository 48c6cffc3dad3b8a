import { randomUUID } from "node:crypto";
import type { Mail as Row } from "@prisma/client";
import { caseNumberOf, mailContent, type MailContent } from "~/domain/mail/mail-content";
import { sqlOf, type Db, type Transaction } from "~/db.server";
import { prepared } from "./prepared";

/** Whose timeline tells of a mail; `subjectId` is the RMA's id, the order's GID or the shop. */
type MailSubject = "rma" | "order" | "shop";

/** A mail that somebody is promised. */
export type PromisedMail = MailContent & {
  shop: string;
  /** What makes it the one mail that it is, e.g. `rma-approved:<RMA id>`: promised twice, it is sent once. */
  key: string;
  subject: MailSubject;
  subjectId: string;
  /** Whose customer is written to; null for a claim without an order (R36). */
  orderId: string | null;
  at: Date;
};

export interface StoredMail {
  id: string;
  key: string;
  content: MailContent;
  subject: MailSubject;
  subjectId: string;
  orderId: string | null;
  isOpen: boolean;
  tries: number;
  createdAt: Date;
}

const INSERT = prepared(`
  INSERT INTO mail (id, shop, key, kind, subject, subject_id, order_id, case_number, facts, state, tries, created_at)
  SELECT m.id, m.shop, m.key, m.kind, m.subject, m.subject_id, m.order_id, m.case_number, m.facts, 'waiting', 0, m.created_at
  FROM jsonb_populate_recordset(NULL::mail, $1::jsonb) AS m
  ON CONFLICT (shop, key) DO NOTHING RETURNING id
`);

/** Keeps what is new, each key once. Answers with the ids of the mails that were new. */
export async function insertMails(tx: Transaction, mails: readonly PromisedMail[]): Promise<string[]> {
  const rows = mails.map(({ shop, key, subject, subjectId, orderId, at, ...rest }) => {
    // Facts that do not fit their kind are a bug of the caller, found before anything is promised.
    const content = mailContent.parse({ kind: rest.kind, facts: rest.facts });
    return {
      id: randomUUID(),
      shop,
      key,
      kind: content.kind,
      subject,
      subject_id: subjectId,
      order_id: orderId,
      case_number: caseNumberOf(content),
      facts: content.facts,
      created_at: at,
    };
  });
  if (rows.length === 0) return [];
  const inserted = await sqlOf(tx).query<{ id: string }>(INSERT, [JSON.stringify(rows)]);
  return inserted.map(({ id }) => id);
}

const isSubject = (text: string): text is MailSubject => text === "rma" || text === "order" || text === "shop";

function toMail({ kind, facts, subject, state, ...row }: Row): StoredMail {
  if (!isSubject(subject)) throw new Error(`A mail cannot be about ${subject}`);
  const { id, key, subjectId, orderId, tries, createdAt } = row;
  const content = mailContent.parse({ kind, facts });
  const isOpen = state === "waiting" || state === "failed";
  return { id, key, content, subject, subjectId, orderId, isOpen, tries, createdAt };
}

/** A mail with its facts; null when it is not this shop's. */
export async function findMail(db: Db, shop: string, id: string): Promise<StoredMail | null> {
  const row = await db.mail.findFirst({ where: { shop, id } });
  return row && toMail(row);
}

/** Mails that nobody has sent yet, oldest first. */
export async function findWaitingMails(db: Db, shop: string, limit: number): Promise<string[]> {
  const rows = await db.mail.findMany({
    where: { shop, state: "waiting" },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: limit,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

const OPEN = { in: ["waiting", "failed"] };

/** A mail as its reader gets it. */
export interface WrittenMail {
  recipient: string;
  language: string;
  title: string;
  text: string;
  html: string;
  attachments: string[];
}

/**
 * What is about to be sent is kept first, so that a mail whose sending nobody saw end can be looked at. Returns false
 * when it was stopped in between.
 */
export async function saveWritten(db: Db, { shop, id }: MailId, written: WrittenMail): Promise<boolean> {
  const { count } = await db.mail.updateMany({ where: { shop, id, state: OPEN }, data: written });
  return count === 1;
}

interface MailId {
  shop: string;
  id: string;
}

/** Returns false when it was sent or stopped in between. */
export async function saveSent(
  tx: Transaction,
  { shop, id }: MailId,
  { by, at }: { by: "smtp" | "outbox"; at: Date },
): Promise<boolean> {
  const { count } = await tx.mail.updateMany({
    where: { shop, id, state: OPEN },
    data: { state: "sent", sentBy: by, sentAt: at, lastError: null, tries: { increment: 1 } },
  });
  return count === 1;
}

/**
 * Keeps why a try failed; `state` says whether there will be another by itself. Returns false when the mail was sent or stopped
 * in between.
 */
export async function saveFailure(
  tx: Transaction,
  { shop, id }: MailId,
  { state, error }: { state: "waiting" | "failed" | "stopped"; error: string },
): Promise<boolean> {
  const { count } = await tx.mail.updateMany({
    where: { shop, id, state: OPEN },
    data: { state, lastError: error, tries: { increment: 1 } },
  });
  return count === 1;
}

/**
 * Lets a mail that was not sent be tried anew. Returns false for one that was, that still waits, or whose customer was
 * erased.
 */
export async function reopenMail(tx: Transaction, { shop, id }: MailId): Promise<boolean> {
  const { count } = await tx.mail.updateMany({
    where: {
      shop,
      id,
      state: { in: ["failed", "stopped"] },
      OR: [{ lastError: null }, { lastError: { not: "erased" } }],
    },
    data: { state: "waiting", tries: 0, lastError: null },
  });
  return count === 1;
}

const FORGET = `
  UPDATE mail SET
    recipient = NULL, language = NULL, title = NULL, text = NULL, html = NULL,
    facts = CASE WHEN facts ? 'words' THEN facts || '{"words": null}' ELSE facts END,
    last_error = CASE WHEN state IN ('waiting', 'failed') THEN 'erased' ELSE last_error END,
    state = CASE WHEN state IN ('waiting', 'failed') THEN 'stopped' ELSE state END
  WHERE shop = $1 AND (order_id = ANY($2) OR (subject = 'rma' AND subject_id = ANY($3)))
`;

/** Takes the customer out of the mails about these orders and cases (R43); what was not sent yet will not be. */
export async function forgetCorrespondent(
  tx: Transaction,
  shop: string,
  { orderIds, rmaIds }: { orderIds: readonly string[]; rmaIds: readonly string[] },
): Promise<void> {
  await sqlOf(tx).query(FORGET, [shop, orderIds, rmaIds]);
}

/** A shop that uninstalled writes to nobody (R43), not even when it comes back. */
export async function stopMails(tx: Transaction, shop: string): Promise<void> {
  await tx.mail.updateMany({ where: { shop, state: OPEN }, data: { state: "stopped", lastError: "app-uninstalled" } });
}

/** What the newest mail of a kind about the shop itself stated; null when there was none. */
export async function findLastShopMail(db: Db, shop: string, kind: MailContent["kind"]): Promise<MailContent | null> {
  const row = await db.mail.findFirst({
    where: { shop, kind, subject: "shop", subjectId: shop },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return row && toMail(row).content;
}
