import pg from "pg";

/** One verified delivery as it arrived. Every text of it has been checked to be short ASCII. */
export interface Delivery {
  shop: string;
  topic: string;
  /** X-Shopify-Event-Id, else X-Shopify-Webhook-Id: the same on every repetition. */
  eventId: string;
  triggeredAt: Date | null;
  receivedAt: Date;
  body: Buffer;
}

/** What one commit did with a batch. */
export interface StoredBatch {
  /** How many rows are new, by topic; what is missing from the batch was stored before. */
  newByTopic: Readonly<Record<string, number>>;
  /** The places in the batch (from 0) of those whose shop is not ours: counted, not stored. */
  unknown: ReadonlySet<number>;
}

export interface DeliveryStore {
  /** Fulfilled after the commit. Rejected when it failed or nobody knows whether it happened. */
  store(batch: readonly Delivery[]): Promise<StoredBatch>;
  /** Whether deliveries can be stored now: the database answers and the queue exists. */
  canStore(): Promise<boolean>;
  close(): Promise<void>;
}

const QUEUE = "handle-webhook";

/** The channel that pg-boss derives from its schema's name and on which its workers listen. */
const WAKE_WORKERS = `('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24))`;

/**
 * All that waits in one statement, which is one round trip and one commit: the deliveries, one job for exactly
 * the new ones with the queue's settings as pg-boss itself would insert it, and one wake-up for the workers.
 * The bodies travel as one binary value that is cut up here: as an array they would be written out in hexadecimal.
 * The order of insertion keeps two batches with the same deliveries from waiting for each other in a circle.
 * Without the queue the job's name is null, which fails the statement: no delivery is ever stored without its job.
 */
const STORE = `
  WITH incoming AS MATERIALIZED (
    SELECT d.*, CASE
        WHEN d.topic IN ('customers/data_request', 'customers/redact', 'shop/redact') THEN true
        WHEN d.topic = 'app/uninstalled'
          THEN s.shop IS NOT NULL OR EXISTS (SELECT FROM session WHERE session.shop = d.shop)
        ELSE s.shop IS NOT NULL AND s.uninstalled_at IS NULL
      END AS known
    FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::int[], $7::int[])
      WITH ORDINALITY AS d(shop, topic, event_id, triggered_at, received_at, body_start, body_length, place)
    LEFT JOIN shop s ON s.shop = d.shop
  ), stored AS (
    INSERT INTO webhook_delivery (shop, topic, event_id, triggered_at, received_at, body)
    SELECT shop, topic, event_id, triggered_at, received_at, substring($8::bytea FROM body_start FOR body_length)
    FROM incoming WHERE known ORDER BY shop, topic, event_id
    ON CONFLICT (shop, topic, event_id) DO NOTHING
    RETURNING id, topic
  ), queued AS (
    INSERT INTO pgboss.job (
      name, data, start_after, created_on, keep_until, expire_seconds, deletion_seconds, retry_limit, retry_delay,
      retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds
    )
    SELECT q.name, jsonb_build_object('deliveryIds', batch.ids), pgboss.job_now(), pgboss.job_now(),
      pgboss.job_now() + q.retention_seconds * interval '1s', q.expire_seconds, q.deletion_seconds, q.retry_limit,
      q.retry_delay, q.retry_backoff, q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
    FROM (SELECT jsonb_agg(id::text ORDER BY id) AS ids FROM stored) AS batch
    LEFT JOIN pgboss.queue q ON q.name = '${QUEUE}'
    WHERE batch.ids IS NOT NULL
    RETURNING 1
  ), woken AS (
    SELECT pg_notify(${WAKE_WORKERS}, '${QUEUE}') FROM queued LIMIT 1
  )
  SELECT
    (SELECT jsonb_object_agg(topic, n) FROM (SELECT topic, count(*) AS n FROM stored GROUP BY topic) t) AS new_by_topic,
    (SELECT array_agg(place::int - 1) FROM incoming WHERE NOT known) AS unknown,
    (SELECT count(*) FROM woken) AS woken`;

/** A statement of its own: in the one above, two batches could wait for each other over a delivery and a counter. */
const COUNT_UNKNOWN = `
  INSERT INTO unknown_shop_count (day, topic, count)
  SELECT day, topic, count(*) FROM unnest($1::text[], $2::text[]) AS u(day, topic) GROUP BY day, topic ORDER BY day, topic
  ON CONFLICT (day, topic) DO UPDATE SET count = unknown_shop_count.count + excluded.count`;

interface StoreRow {
  new_by_topic: Record<string, number> | null;
  unknown: number[] | null;
}

/** Where the bodies of a batch begin in the one value they travel in (SQL counts from 1), and how long they are. */
function cuts(batch: readonly Delivery[]): { starts: number[]; lengths: number[] } {
  const lengths = batch.map(({ body }) => body.length);
  let next = 1;
  const starts = lengths.map((length) => {
    const start = next;
    next += length;
    return start;
  });
  return { starts, lengths };
}

function storeValues(batch: readonly Delivery[]): unknown[] {
  const { starts, lengths } = cuts(batch);
  return [
    batch.map(({ shop }) => shop),
    batch.map(({ topic }) => topic),
    batch.map(({ eventId }) => eventId),
    batch.map(({ triggeredAt }) => triggeredAt?.toISOString() ?? null),
    batch.map(({ receivedAt }) => receivedAt.toISOString()),
    starts,
    lengths,
    Buffer.concat(batch.map(({ body }) => body)),
  ];
}

/**
 * Stores deliveries over a few connections of its own, so that nothing else of the process can keep it waiting.
 * @param limitMs how long connecting, and how long a statement, may take.
 */
export function createDeliveryStore(options: { url: string; connections: number; limitMs: number }): DeliveryStore {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections,
    connectionTimeoutMillis: options.limitMs,
    query_timeout: options.limitMs,
    // The server gives up as well: a statement that nobody waits for must hold no lock.
    statement_timeout: options.limitMs,
    keepAlive: true,
  });
  // A connection that dies is replaced at its next use; without a listener its error would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  const durable = new WeakSet<pg.PoolClient>();

  async function withClient<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await pool.connect();
    try {
      // An acknowledged delivery survives a crash whatever the database's default is.
      if (!durable.has(client)) await client.query("SET synchronous_commit = on");
      durable.add(client);
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      client.release(true); // Whatever went wrong, a connection in doubt is not used again.
      throw error;
    }
  }

  return {
    store: (batch) =>
      withClient(async (client) => {
        const { rows } = await client.query<StoreRow>({ name: "store", text: STORE, values: storeValues(batch) });
        const unknown = new Set(rows[0]?.unknown ?? []);
        if (unknown.size > 0) await client.query(COUNT_UNKNOWN, unknownValues(batch, unknown));
        return { newByTopic: rows[0]?.new_by_topic ?? {}, unknown };
      }),
    canStore: () =>
      withClient(async (client) => {
        const { rowCount } = await client.query("SELECT FROM pgboss.queue WHERE name = $1", [QUEUE]);
        return rowCount === 1;
      }).catch(() => false),
    close: () => pool.end(),
  };
}

function unknownValues(batch: readonly Delivery[], unknown: ReadonlySet<number>): [string[], string[]] {
  const counted = batch.filter((_delivery, place) => unknown.has(place));
  return [counted.map(({ receivedAt }) => receivedAt.toISOString().slice(0, 10)), counted.map(({ topic }) => topic)];
}
