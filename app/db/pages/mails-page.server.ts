import type { Prisma } from "@prisma/client";
import { z } from "zod";
import type { MailKind } from "~/domain/mail/mail-kinds";
import type { Db } from "~/db.server";
import { writeCursor, type PageCursor } from "./cursor";

const MAILS_PER_PAGE = 25;

export const MAIL_STATES = ["waiting", "sent", "failed", "stopped"] as const;
type MailState = (typeof MAIL_STATES)[number];

export interface MailFilter {
  kind: MailKind | null;
  state: MailState | null;
  /** The number of an RMA or of an order, as a person types it. */
  search: string;
}

interface MailRow {
  id: string;
  kind: string;
  state: string;
  tries: number;
  /** Why the last try failed, or why it was stopped. */
  lastError: string | null;
  sentBy: string | null;
  createdAt: string;
  sentAt: string | null;
  recipient: string | null;
  language: string | null;
  caseNumber: string | null;
  orderId: string | null;
  orderName: string | null;
  attachments: string[];
}

export interface MailsPage {
  rows: MailRow[];
  newer: string | null;
  older: string | null;
}

/** One page of the shop's mails, the newest first; it costs by the page and not by the number of mails. */
export async function mailsPage(
  db: Db,
  { shop, filter, cursor }: { shop: string; filter: MailFilter; cursor: PageCursor | null },
): Promise<MailsPage> {
  const backwards = cursor?.direction === "before";
  const order = backwards ? "asc" : "desc";
  const found = await db.mail.findMany({
    where: { shop, AND: [await filterOf(db, shop, filter), beside(cursor)] },
    orderBy: [{ createdAt: order }, { id: order }],
    take: MAILS_PER_PAGE + 1,
    select: COLUMNS,
  });
  const more = found.length > MAILS_PER_PAGE;
  const page = found.slice(0, MAILS_PER_PAGE);
  if (backwards) page.reverse();
  return {
    rows: page.map(toRow),
    newer: cursorAt("before", page[0], backwards ? more : cursor !== null),
    older: cursorAt("after", page.at(-1), backwards || more),
  };
}

const COLUMNS = {
  id: true,
  kind: true,
  state: true,
  tries: true,
  lastError: true,
  sentBy: true,
  createdAt: true,
  sentAt: true,
  recipient: true,
  language: true,
  caseNumber: true,
  orderId: true,
  facts: true,
  attachments: true,
} satisfies Prisma.MailSelect;

type Found = Prisma.MailGetPayload<{ select: typeof COLUMNS }>;

const namedOrder = z.object({ orderName: z.string().nullable().catch(null) }).catch({ orderName: null });

const toRow = ({ createdAt, sentAt, facts, ...row }: Found): MailRow => ({
  ...row,
  createdAt: createdAt.toISOString(),
  sentAt: sentAt?.toISOString() ?? null,
  orderName: namedOrder.parse(facts).orderName,
});

async function filterOf(db: Db, shop: string, { kind, state, search }: MailFilter): Promise<Prisma.MailWhereInput> {
  const number = search.trim();
  return {
    ...(kind === null ? {} : { kind }),
    ...(state === null ? {} : { state }),
    ...(number === "" ? {} : await about(db, shop, number)),
  };
}

async function about(db: Db, shop: string, number: string): Promise<Prisma.MailWhereInput> {
  const name = number.replace(/^#/, "");
  const orders = await db.orderSnapshot.findMany({
    where: { shop, name: { in: [name, `#${name}`] } },
    select: { orderId: true },
    take: 10,
  });
  const orderIds = orders.map(({ orderId }) => orderId);
  return { OR: [{ caseNumber: { in: [number, number.toUpperCase()] } }, { orderId: { in: orderIds } }] };
}

function beside(cursor: PageCursor | null): Prisma.MailWhereInput {
  if (cursor === null) return {};
  const side = cursor.direction === "after" ? "lt" : "gt";
  const { at: createdAt, id } = cursor;
  return {
    // Redundant beside the OR, but a range that the index can start from.
    createdAt: cursor.direction === "after" ? { lte: createdAt } : { gte: createdAt },
    OR: [{ createdAt: { [side]: createdAt } }, { createdAt, id: { [side]: id } }],
  };
}

const cursorAt = (direction: PageCursor["direction"], row: Found | undefined, wanted: boolean): string | null =>
  wanted && row !== undefined ? writeCursor({ direction, at: row.createdAt, id: row.id }) : null;

export interface MailPage extends MailRow {
  title: string | null;
  text: string | null;
  html: string | null;
}

/** One mail as it was written; null when it is not this shop's. */
export async function mailPage(db: Db, shop: string, id: string): Promise<MailPage | null> {
  const row = await db.mail.findFirst({
    where: { shop, id },
    select: { ...COLUMNS, title: true, text: true, html: true },
  });
  if (row === null) return null;
  const { title, text, html, ...rest } = row;
  return { ...toRow(rest), title, text, html };
}
