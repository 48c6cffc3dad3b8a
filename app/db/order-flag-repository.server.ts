import { z } from "zod";
import { sqlOf, type Db } from "~/db.server";

/** What Shopify must show of an order: the value of its policy metafield, and which of our tags. */
const wantedFlags = z.object({ metafield: z.string(), tags: z.array(z.string()) });
export type WantedFlags = z.output<typeof wantedFlags>;

export interface UnwrittenFlags {
  orderId: string;
  wanted: WantedFlags;
  wantedDigest: string;
  /** Digest of the metafield as last written; null when it should not exist yet. */
  metafieldDigest: string | null;
  ownTags: string[];
}

const row = z.object({
  orderId: z.string(),
  wanted: wantedFlags,
  wantedDigest: z.string(),
  metafieldDigest: z.string().nullable(),
  ownTags: z.array(z.string()),
});

/** Those of the orders whose flags at Shopify are not what they should be. */
export async function findUnwrittenFlags(db: Db, shop: string, orderIds: readonly string[]): Promise<UnwrittenFlags[]> {
  const rows = await sqlOf(db).query(
    `SELECT order_id AS "orderId", wanted, wanted_digest AS "wantedDigest",
            metafield_digest AS "metafieldDigest", own_tags AS "ownTags"
     FROM order_snapshot
     WHERE shop = $1 AND order_id = ANY($2::text[]) AND written_digest IS DISTINCT FROM wanted_digest`,
    [shop, orderIds],
  );
  return z.array(row).parse(rows);
}

/** Orders of a shop whose flags wait to be written, for whoever looks after lost jobs. */
export async function findOrdersWithUnwrittenFlags(db: Db, shop: string, limit: number): Promise<string[]> {
  const rows = await sqlOf(db).query<{ orderId: string }>(
    `SELECT order_id AS "orderId" FROM order_snapshot
     WHERE shop = $1 AND written_digest IS DISTINCT FROM wanted_digest ORDER BY order_id LIMIT $2`,
    [shop, limit],
  );
  return rows.map(({ orderId }) => orderId);
}

/** Orders behind an id whose flags wait to be written, to be walked piece by piece. */
export async function ordersWithUnwrittenFlagsAfter(
  db: Db,
  shop: string,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const rows = await sqlOf(db).query<{ orderId: string }>(
    `SELECT order_id AS "orderId" FROM order_snapshot
     WHERE shop = $1 AND order_id > $2 AND written_digest IS DISTINCT FROM wanted_digest ORDER BY order_id LIMIT $3`,
    [shop, after, limit],
  );
  return rows.map(({ orderId }) => orderId);
}

export interface WrittenFlags {
  orderId: string;
  writtenDigest: string;
  metafieldDigest: string;
  ownTags: readonly string[];
  /** The order's updatedAt after each of our writes: their webhooks are our own echo. */
  ownWrites: readonly Date[];
}

/** Remembers what was written. An order judged anew meanwhile stays unwritten, for its digest is another by now. */
export async function saveWrittenFlags(db: Db, shop: string, written: readonly WrittenFlags[]): Promise<void> {
  if (written.length === 0) return;
  await sqlOf(db).query(
    `UPDATE order_snapshot AS o SET
       written_digest = w."writtenDigest", metafield_digest = w."metafieldDigest", own_tags = w."ownTags",
       own_writes = (w."ownWrites" || o.own_writes)[1:6]
     FROM jsonb_to_recordset($2::jsonb) AS w("orderId" text, "writtenDigest" text, "metafieldDigest" text,
       "ownTags" text[], "ownWrites" timestamptz[])
     WHERE o.shop = $1 AND o.order_id = w."orderId" AND o.order_id = ANY($3::text[])`,
    [shop, JSON.stringify(written), written.map(({ orderId }) => orderId)],
  );
}
