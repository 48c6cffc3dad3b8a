import { sqlOf, type Db } from "~/db.server";

export interface Delivery {
  id: string;
  shop: string;
  topic: string;
  triggeredAt: Date | null;
  receivedAt: Date;
  /** The raw body; null when it was handled, purged or redacted. */
  body: Uint8Array | null;
}

/** The deliveries of a batch that still wait; those handled already are missing. */
export async function findOpenDeliveries(db: Db, ids: readonly string[]): Promise<Delivery[]> {
  // Prisma's client and its adapter do not agree on byte columns, so bodies travel as base64.
  const rows = await sqlOf(db).query<Omit<Delivery, "body"> & { body: string | null }>(
    `SELECT id::text, shop, topic, triggered_at AS "triggeredAt", received_at AS "receivedAt",
            encode(body, 'base64') AS body
     FROM webhook_delivery WHERE id = ANY($1::bigint[]) AND handled_at IS NULL ORDER BY id`,
    [ids],
  );
  return rows.map((row) => ({ ...row, body: row.body === null ? null : Buffer.from(row.body, "base64") }));
}

export interface HandledDelivery {
  id: string;
  outcome: string;
}

/** Closes deliveries and drops their bodies: what they say is in our own tables now, or was not needed. */
export async function closeDeliveries(db: Db, handled: readonly HandledDelivery[], at: Date): Promise<void> {
  if (handled.length === 0) return;
  // The ids stand there twice: from the rows alone the planner may compare every open delivery with every row.
  await sqlOf(db).query(
    `UPDATE webhook_delivery AS d SET handled_at = $2, outcome = h.outcome, body = NULL
     FROM jsonb_to_recordset($1::jsonb) AS h(id bigint, outcome text)
     WHERE d.id = h.id AND d.id = ANY($3::bigint[]) AND d.handled_at IS NULL`,
    [JSON.stringify(handled), at, handled.map(({ id }) => id)],
  );
}

/** Drops every stored body of the shop that mentions one of the texts; the rows stay to recognise repetitions. */
export async function dropBodiesMentioning(db: Db, shop: string, texts: readonly string[]): Promise<void> {
  if (texts.length === 0) return;
  await sqlOf(db).query(
    `UPDATE webhook_delivery SET body = NULL
     WHERE shop = $1 AND body IS NOT NULL
       AND EXISTS (SELECT 1 FROM unnest($2::text[]) AS t(needle) WHERE position(convert_to(needle, 'UTF8') IN body) > 0)`,
    [shop, texts],
  );
}
