import type { Db } from "~/db.server";
import { timelineEntry, type TimelineEntry } from "./timeline.server";

/** What an evidence pack is about: an order with cases of it, or a case without an order (R36). */
export interface EvidenceScope {
  shop: string;
  orderId: string | null;
  rmaIds: readonly string[];
}

const about = ({ orderId, rmaIds }: EvidenceScope) => [
  ...(orderId === null ? [] : [{ subject: "order", subjectId: orderId }]),
  ...(rmaIds.length === 0 ? [] : [{ subject: "rma", subjectId: { in: [...rmaIds] } }]),
];

/** Longer timelines belong to orders that something else is wrong with; what came last counts most. */
const MOST_ACTS = 2_000;

/** Every act on the order and on its cases, oldest first: a page shows the last ones, a pack shows them all. */
export async function evidenceActs(db: Db, scope: EvidenceScope): Promise<TimelineEntry[]> {
  const rows = await db.caseEvent.findMany({
    where: { shop: scope.shop, OR: about(scope) },
    orderBy: { id: "desc" },
    take: MOST_ACTS,
  });
  return rows.reverse().map(timelineEntry);
}

/** What the customer was told, as it was sent, oldest first. Alerts to staff are none of it. */
export async function evidenceMails(db: Db, scope: EvidenceScope) {
  const rows = await db.mail.findMany({
    where: { shop: scope.shop, OR: about(scope), kind: { not: "breach-alert" } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { kind: true, state: true, createdAt: true, sentAt: true, language: true, title: true, text: true },
  });
  return rows.map(({ createdAt, sentAt, ...mail }) => ({ ...mail, at: (sentAt ?? createdAt).toISOString() }));
}
