import type { Db } from "~/db.server";
import { parseEventFacts, type EventFacts } from "~/texts/event-facts";

/** One act on a timeline (R45), as a page shows it. */
export interface TimelineEntry {
  id: string;
  at: string;
  code: string;
  by: string;
  details: EventFacts;
}

export interface ActEntry extends TimelineEntry {
  subject: string;
  subjectId: string;
  /** The order's number, the product's title; null when what it was about is gone. */
  subjectName: string | null;
}

interface EventRow {
  id: bigint;
  at: Date;
  code: string;
  by: string;
  details: unknown;
}

export const timelineEntry = ({ id, at, code, by, details }: EventRow): TimelineEntry => ({
  id: id.toString(),
  at: at.toISOString(),
  code,
  by,
  details: parseEventFacts(details),
});

/** The last acts on one subject's timeline, oldest first. */
export async function timelineOf(
  db: Db,
  subject: { shop: string; subject: string; subjectId: string },
): Promise<TimelineEntry[]> {
  const rows = await db.caseEvent.findMany({ where: subject, orderBy: { id: "desc" }, take: 200 });
  return rows.reverse().map(timelineEntry);
}

/** The last acts on an order and on each of its cases, in one timeline, oldest first. */
export async function timelineOfOrder(
  db: Db,
  { shop, orderId, rmaIds }: { shop: string; orderId: string; rmaIds: readonly string[] },
): Promise<TimelineEntry[]> {
  const rows = await db.caseEvent.findMany({
    where: {
      shop,
      OR: [
        { subject: "order", subjectId: orderId },
        ...(rmaIds.length === 0 ? [] : [{ subject: "rma", subjectId: { in: [...rmaIds] } }]),
      ],
    },
    orderBy: { id: "desc" },
    take: 200,
  });
  return rows.reverse().map(timelineEntry);
}
