import { z } from "zod";
import { sqlOf, type Db } from "~/db.server";

const HOUR_MS = 3_600_000;

/** Work that has told nothing for this long has stopped: its worker died, or it waits to be tried again. */
const SILENT_AFTER_MS = 2 * 60_000;

const iso = z.date().transform((at) => at.toISOString());

const topicRow = z.object({
  topic: z.string(),
  received: z.int(),
  open: z.int(),
  lastAt: iso,
  /** Half of those that were handled took no longer than this. */
  medianSeconds: z.number().nullable(),
  oldestOpenAt: iso.nullable(),
});

export type TopicHealth = z.output<typeof topicRow>;

// Walks the index on received_at, which costs by the hour and not by what is kept.
const TOPICS = `
  SELECT topic, count(*)::int AS received, (count(*) FILTER (WHERE handled_at IS NULL))::int AS open,
         max(received_at) AS "lastAt",
         (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM handled_at - received_at)))::float8
           AS "medianSeconds",
         min(received_at) FILTER (WHERE handled_at IS NULL) AS "oldestOpenAt"
  FROM webhook_delivery WHERE received_at >= $2 AND shop = $1 GROUP BY topic ORDER BY topic
`;

interface WorkProgress {
  work: string;
  done: number;
  total: number | null;
  startedAt: string;
  endedAt: string | null;
  isRunning: boolean;
}

export interface ApiBudget {
  available: number;
  maximum: number;
  restoreRate: number;
  readAt: string;
}

interface HealthPage {
  /** What Shopify told within the last hour. */
  topics: TopicHealth[];
  progress: WorkProgress[];
  /** Null before the first call. The bucket refills: this is what the last answer said. */
  budget: ApiBudget | null;
  nextNight: string | null;
}

/** How the app is doing for one shop. */
export async function healthPage(db: Db, shop: string, now: Date): Promise<HealthPage> {
  const [topics, progress, budget, nightly] = await Promise.all([
    sqlOf(db).query(TOPICS, [shop, new Date(now.getTime() - HOUR_MS)]),
    progressOf(db, shop, now),
    db.apiBudget.findUnique({ where: { shop } }),
    db.dueWork.findFirst({ where: { shop, kind: "nightly" }, select: { dueAt: true } }),
  ]);
  return {
    topics: z.array(topicRow).parse(topics),
    progress,
    budget: budget && {
      available: budget.available,
      maximum: budget.maximum,
      restoreRate: budget.restoreRate,
      readAt: budget.readAt.toISOString(),
    },
    nextNight: nightly?.dueAt.toISOString() ?? null,
  };
}

/** Long work of the shop, each as it last began. */
async function progressOf(db: Db, shop: string, now: Date): Promise<WorkProgress[]> {
  const rows = await db.progress.findMany({ where: { shop }, orderBy: { work: "asc" } });
  return rows.map(({ work, done, total, startedAt, updatedAt, endedAt }) => ({
    work,
    done,
    total,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    isRunning: endedAt === null && now.getTime() - updatedAt.getTime() < SILENT_AFTER_MS,
  }));
}
