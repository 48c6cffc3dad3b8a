import type { Transaction } from "~/db.server";
import { sqlOf } from "~/db.server";
import { prepared } from "./prepared";

/** Kinds of future work; the sweeper knows what each asks for. */
type DueWorkKind =
  | "nightly"
  | "token-renewal"
  | "rma-expiry"
  | "claim-abandonment"
  | "claim-reminder"
  | "delay-notice"
  | "backfill-look"
  | "invoice-look";

export interface DueWork {
  shop: string;
  kind: DueWorkKind;
  key: string;
  dueAt: Date;
}

const PLAN = prepared(`
  INSERT INTO due_work (shop, kind, key, due_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (shop, kind, key) DO UPDATE SET due_at = excluded.due_at
`);

/** Plans work for later; the same kind and key replaces what was planned before. */
export async function planWork(tx: Transaction, { shop, kind, key, dueAt }: DueWork): Promise<void> {
  await sqlOf(tx).query(PLAN, [shop, kind, key, dueAt]);
}

/** Gives up what was planned; harmless when nothing was. */
export async function dropWork(tx: Transaction, { shop, kind, key }: Omit<DueWork, "dueAt">): Promise<void> {
  await tx.dueWork.deleteMany({ where: { shop, kind, key } });
}

/** Takes up what is due, oldest first; two sweepers never take the same row. */
export const takeDueWork = (tx: Transaction, now: Date): Promise<DueWork[]> =>
  sqlOf(tx).query<DueWork>(
    `DELETE FROM due_work WHERE (shop, kind, key) IN (
       SELECT shop, kind, key FROM due_work WHERE due_at <= $1 ORDER BY due_at LIMIT 100 FOR UPDATE SKIP LOCKED
     ) RETURNING shop, kind, key, due_at AS "dueAt"`,
    [now],
  );
