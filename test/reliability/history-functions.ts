import type { Transaction } from "~/db.server";
import type { Ask } from "./shop-functions.ts";

/** The functions of app/db about the reading of a shop's history, for the test that keeps shops apart. */

const NOW = new Date("2026-03-03T15:00:00Z");
const ID = "0b0e6f2e-5a5b-4c47-8d2f-2f5f9d1f7f02";

/** One reading and one staged order in every shop, with the same ids. */
const INSERT_READING = `
  INSERT INTO backfill (shop, id, state, "by", started_at, state_since, updated_at, version, cursor)
  SELECT shop, '${ID}', 'judging', 'user:1', now(), now(), now(), 1, 'cursor of ' || shop FROM shop ON CONFLICT DO NOTHING
`;
const INSERT_ROWS = `
  INSERT INTO backfill_row (shop, kind, owner_id, id, data)
  SELECT shop, 'order', order_id, order_id,
    jsonb_build_object('name', name, 'customer', jsonb_build_object('id', customer_id))::text
  FROM order_snapshot ON CONFLICT DO NOTHING
`;

async function prepare(tx: Transaction): Promise<void> {
  await tx.$executeRawUnsafe(INSERT_READING);
  await tx.$executeRawUnsafe(INSERT_ROWS);
}

const found = async (call: (...args: unknown[]) => unknown, tx: Transaction, shop: string) => {
  await prepare(tx);
  return call(tx, shop);
};

export const HISTORY_READS: Readonly<Record<string, Ask>> = {
  "backfill-repository/findBackfill": ({ call, tx, shop }) => found(call, tx, shop),
  "backfill-repository/stagedOrdersAfter": async ({ call, tx, shop }) => {
    await prepare(tx);
    return call(tx, shop, { after: "", limit: 10 });
  },
  "pages/history-page/historyPage": async ({ call, tx, shop }) => {
    await prepare(tx);
    return call(tx, shop, NOW);
  },
  "order-flag-repository/ordersWithUnwrittenFlagsAfter": async ({ call, tx, shop }) => {
    await tx.$executeRawUnsafe("UPDATE order_snapshot SET written_digest = NULL");
    return call(tx, shop, { after: "", limit: 10 });
  },
};

export const HISTORY_WRITES: Readonly<Record<string, Ask>> = {
  "backfill-repository/insertBackfill": ({ call, tx, shop }) =>
    call(tx, { shop, id: ID, since: null, by: "user:1", at: NOW }),
  "backfill-repository/saveBackfill": ({ call, tx, shop }) =>
    call(tx, { shop, id: ID, version: 1, state: "judging" }, { judged: 5 }),
  "backfill-repository/stageRows": ({ call, tx, shop }) =>
    call(tx, shop, [{ kind: "line", ownerId: "gid://shopify/Order/1", id: "gid://shopify/LineItem/1", data: "{}" }]),
  "backfill-repository/dropStagedRows": ({ call, tx, shop }) => call(tx, shop),
  "backfill-repository/forgetStagedPerson": ({ call, tx, shop, ids: { customerId } }) =>
    call(tx, shop, { orderIds: [], customerId }),
};

export const BEFORE_HISTORY_WRITE: Readonly<Record<string, string>> = {
  "backfill-repository/insertBackfill": INSERT_ROWS,
  "backfill-repository/saveBackfill": INSERT_READING,
  "backfill-repository/stageRows": INSERT_ROWS,
  "backfill-repository/dropStagedRows": INSERT_ROWS,
  "backfill-repository/forgetStagedPerson": INSERT_ROWS,
};
