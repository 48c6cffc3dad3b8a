import { z } from "zod";
import { sqlOf, type Db } from "~/db.server";

const KINDS = [
  "requested",
  "claim",
  "arrived",
  "second-person",
  "refund-stopped",
  "cancellation-stopped",
  "parcel-held",
  "mail-failed",
  "breach",
  "unknown-class",
] as const;

/** More than this many of a kind are not counted: the page says "100 or more". */
const COUNTED = 100;

/** Those of a kind that the page names. */
const NAMED = 5;

const row = z.object({ kind: z.enum(KINDS), id: z.string(), name: z.string() });

/** Something that only a person can decide or do, oldest first of its kind. */
export interface WaitingForPeople {
  kind: (typeof KINDS)[number];
  count: number;
  isMore: boolean;
  named: { id: string; name: string }[];
}

const rmaName = "coalesce(r.number, r.order_name, '')";
const rmaOf = (table: string) => `${table} AS x JOIN rma AS r ON r.shop = x.shop AND r.id = x.rma_id`;

// Word for word the conditions of the partial indexes; each part stops at its limit.
const PARTS: Readonly<Record<(typeof KINDS)[number], string>> = {
  requested: `SELECT r.id, ${rmaName} AS name FROM rma AS r
    WHERE r.shop = $1 AND r.status = 'requested' ORDER BY r.requested_at, r.id`,
  claim: `SELECT r.id, ${rmaName} AS name FROM rma AS r
    WHERE r.shop = $1 AND r.status IN ('opened', 'troubleshooting') ORDER BY r.requested_at, r.id`,
  arrived: `SELECT r.id, ${rmaName} AS name FROM rma AS r
    WHERE r.shop = $1 AND r.status = 'received' ORDER BY r.requested_at, r.id`,
  "second-person": `SELECT r.id, ${rmaName} AS name FROM ${rmaOf("override")}
    WHERE x.shop = $1 AND x.needs_second_person AND x.second_at IS NULL ORDER BY x.at`,
  "refund-stopped": `SELECT r.id, ${rmaName} AS name FROM ${rmaOf("refund_attempt")}
    WHERE x.shop = $1 AND x.state = 'stopped' ORDER BY x.prepared_at`,
  "cancellation-stopped": `SELECT c.order_id AS id, o.name FROM backorder_cancellation AS c
    JOIN order_snapshot AS o ON o.shop = c.shop AND o.order_id = c.order_id
    WHERE c.shop = $1 AND c.state = 'stopped' ORDER BY c.decided_at`,
  "mail-failed": `SELECT m.id, coalesce(m.case_number, o.name, m.kind) AS name FROM mail AS m
    LEFT JOIN order_snapshot AS o ON o.shop = m.shop AND o.order_id = m.order_id
    WHERE m.shop = $1 AND m.state = 'failed' ORDER BY m.created_at`,
  "parcel-held": `SELECT r.id, ${rmaName} AS name FROM parcel AS p
    JOIN rma AS r ON r.shop = p.shop AND r.id = p.rma_ids[1]
    WHERE p.shop = $1 AND p.decision = 'held' AND p.completed_at IS NULL ORDER BY p.arrived_at`,
  breach: `SELECT o.order_id AS id, o.name FROM order_snapshot AS o
    WHERE o.shop = $1 AND o.open_breaches > 0 ORDER BY o.processed_at, o.order_id`,
  "unknown-class": `SELECT c.product_id AS id, c.title AS name FROM product_class AS c
    WHERE c.shop = $1 AND c.class = 'unknown' AND c.deleted_at IS NULL ORDER BY c.title`,
};

const WAITING = KINDS.map(
  (kind) => `SELECT * FROM (SELECT '${kind}' AS kind, found.* FROM (${PARTS[kind]}) AS found LIMIT ${COUNTED}) AS k`,
).join(" UNION ALL ");

/** What waits for a person, by kind; a kind of which nothing waits is missing. */
export async function waitingForPeople(db: Db, shop: string): Promise<WaitingForPeople[]> {
  const rows = z.array(row).parse(await sqlOf(db).query(WAITING, [shop]));
  return KINDS.map((kind) => {
    const found = rows.filter((one) => one.kind === kind);
    const named = found.slice(0, NAMED).map(({ id, name }) => ({ id, name }));
    return { kind, count: found.length, isMore: found.length === COUNTED, named };
  }).filter(({ count }) => count > 0);
}
