import { PgBoss } from "pg-boss";
import pg from "pg";

export const BENCH_SHOP = "bench-parts.myshopify.com";

/** Gives a migrated database what the inbox looks at: the queue, one installed shop and its session. */
export async function fillInboxDatabase(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema: "pgboss", supervise: false, schedule: false });
  await boss.start();
  await boss.createQueue("dead-letter");
  await boss.createQueue("handle-webhook", {
    retryLimit: 7,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 300,
    heartbeatSeconds: 10,
    expireInSeconds: 900,
    deleteAfterSeconds: 3_600,
    notify: true,
    deadLetter: "dead-letter",
  });
  await boss.stop({ graceful: false });
  await withClient(url, async (client) => {
    await client.query(
      `INSERT INTO shop (shop, shopify_id, name, time_zone, currency, installed_at)
       VALUES ($1, 'gid://shopify/Shop/1', 'Bench Parts', 'America/Toronto', 'CAD', '2026-01-01')`,
      [BENCH_SHOP],
    );
    await client.query(
      `INSERT INTO session (id, shop, state, "accessToken", scope, expires, "refreshToken", "refreshTokenExpires")
       VALUES ('offline_' || $1, $1, '', 'shpat_bench', 'read_orders', '2099-01-01', 'shprt_bench', '2099-01-01')`,
      [BENCH_SHOP],
    );
  });
}

/** What is stored: deliveries, and how many of them the jobs name (one job stands for all that one commit stored). */
export function countStored(url: string): Promise<{ deliveries: number; queued: number }> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ deliveries: number; queued: number }>(
      `SELECT (SELECT count(*)::int FROM webhook_delivery) AS deliveries,
              (SELECT coalesce(sum(jsonb_array_length(data->'deliveryIds')), 0)::int
               FROM pgboss.job WHERE name = 'handle-webhook') AS queued`,
    );
    return rows[0] ?? { deliveries: 0, queued: 0 };
  });
}

/** Empties the inbox between two measurements, so that the later one does not pay for the earlier one's rows. */
export function emptyInbox(url: string): Promise<void> {
  return withClient(url, async (client) => {
    await client.query("TRUNCATE webhook_delivery");
    await client.query("DELETE FROM pgboss.job");
    await client.query("VACUUM pgboss.job");
    await client.query("CHECKPOINT");
  });
}

async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
