import { z } from "zod";
import { MISSED_KINDS } from "~/db/missed-change-repository.server";
import type { Db } from "~/db.server";

const DAY_MS = 86_400_000;
const DAYS_SHOWN = 30;
const ROWS_SHOWN = 100;

const row = z.object({
  kind: z.enum(MISSED_KINDS),
  subjectId: z.string(),
  orderId: z.string().nullable(),
  name: z.string(),
  changedAt: z.date().transform((at) => at.toISOString()),
  foundAt: z.date().transform((at) => at.toISOString()),
});

export interface MissedPage {
  /** Of the last 30 days, by kind. */
  counts: { kind: string; count: number }[];
  /** The latest, newest first. */
  rows: z.output<typeof row>[];
  total: number;
  /** Notifications that came in the same time, to compare with. */
  received: number;
}

/** What no webhook told (R40), for people to see how well Shopify's notifications arrive. */
export async function missedPage(db: Db, shop: string, now: Date): Promise<MissedPage> {
  const since = new Date(now.getTime() - DAYS_SHOWN * DAY_MS);
  const [groups, rows, received] = await Promise.all([
    db.missedChange.groupBy({ by: ["kind"], where: { shop, foundAt: { gte: since } }, _count: true }),
    db.missedChange.findMany({
      where: { shop, foundAt: { gte: since } },
      orderBy: [{ foundAt: "desc" }, { changedAt: "desc" }, { subjectId: "asc" }],
      take: ROWS_SHOWN,
    }),
    db.webhookDelivery.count({ where: { shop, receivedAt: { gte: since } } }),
  ]);
  const countOf = (kind: string) => groups.find((group) => group.kind === kind)?._count ?? 0;
  const counts = MISSED_KINDS.map((kind) => ({ kind, count: countOf(kind) }));
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return { counts, rows: z.array(row).parse(rows), total, received };
}
