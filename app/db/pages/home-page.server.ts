import type { Db } from "~/db.server";
import { timelineEntry, type ActEntry } from "./timeline.server";

const ACTS_PER_PAGE = 25;

/** How often each kind of act happened since an instant. */
export async function countActs(db: Db, shop: string, since: Date): Promise<Record<string, number>> {
  const groups = await db.caseEvent.groupBy({
    by: ["code"],
    where: { shop, at: { gte: since } },
    _count: { _all: true },
  });
  return Object.fromEntries(groups.map(({ code, _count }) => [code, _count._all]));
}

/**
 * What the app did since an instant, newest first, one page; `before` is the last entry of the page above.
 */
export async function recentActs(
  db: Db,
  query: { shop: string; since: Date; before: bigint | null },
): Promise<{ acts: ActEntry[]; older: string | null }> {
  const rows = await db.caseEvent.findMany({
    where: {
      shop: query.shop,
      at: { gte: query.since },
      ...(query.before === null ? {} : { id: { lt: query.before } }),
    },
    orderBy: { id: "desc" },
    take: ACTS_PER_PAGE + 1,
  });
  const page = rows.slice(0, ACTS_PER_PAGE);
  const names = await namesOf(db, query.shop, page);
  const acts = page.map((row) => ({
    ...timelineEntry(row),
    subject: row.subject,
    subjectId: row.subjectId,
    subjectName: names.get(row.subjectId) ?? null,
  }));
  return { acts, older: rows.length > ACTS_PER_PAGE ? (acts.at(-1)?.id ?? null) : null };
}

interface Subject {
  subject: string;
  subjectId: string;
}

async function namesOf(db: Db, shop: string, subjects: readonly Subject[]): Promise<Map<string, string>> {
  const idsOf = (kind: string) => subjects.filter(({ subject }) => subject === kind).map(({ subjectId }) => subjectId);
  const [orders, products] = await Promise.all([
    db.orderSnapshot.findMany({
      where: { shop, orderId: { in: idsOf("order") } },
      select: { orderId: true, name: true },
    }),
    db.productClass.findMany({
      where: { shop, productId: { in: idsOf("product") } },
      select: { productId: true, title: true },
    }),
  ]);
  return new Map([
    ...orders.map(({ orderId, name }) => [orderId, name] as const),
    ...products.map(({ productId, title }) => [productId, title] as const),
  ]);
}
