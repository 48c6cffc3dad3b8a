import type { Transaction } from "~/db.server";
import { KOSO_PRESET } from "~/domain/policy/policy-settings";
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

const INSERT_RUN = `
  INSERT INTO dry_run (shop, id, version, revision, settings, state, done, total, "by", started_at, updated_at)
  SELECT shop, '${ID}', 1, 1, settings, 'running', 0, 5, 'user of ' || shop, now(), now()
  FROM policy_version WHERE version = 1 ON CONFLICT DO NOTHING
`;
const INSERT_MISSED = `
  INSERT INTO missed_change (shop, kind, subject_id, name, changed_at, found_at)
  SELECT shop, 'product', product_id, title, '2026-03-01', '2026-03-02' FROM product_class ON CONFLICT DO NOTHING
`;
const INSERT_REFUND = `
  INSERT INTO order_refund (shop, refund_id, order_id, is_own, currency, goods_minor, allowed_minor, lines, created_at, read_at)
  SELECT shop, 'refund of ' || shop, order_id, false, 'CAD', 1, 1, '[]', now(), now() FROM order_snapshot
  ON CONFLICT DO NOTHING
`;
// A paid attempt and its case; a case of its own, so that it stands there whatever else does.
const INSERT_RETURNED = `
  INSERT INTO refund_attempt (shop, rma_id, sequence, return_id, state, lines, currency, paid_share_minor, fee_minor,
    tax_minor, shipping_minor, refund_minor, "by", prepared_at)
  SELECT shop, id, 99, 'return', 'paid',
    jsonb_build_array(jsonb_build_object('lineId', 'line of ' || shop, 'units', 1, 'paidShare', 1, 'tax', 0, 'fee', 0)),
    'CAD', 1, 0, 0, 0, 1, 'user:1', now()
  FROM rma WHERE kind <> 'warranty' AND order_id IS NOT NULL ON CONFLICT DO NOTHING
`;
const INSERT_RETURN = `
  INSERT INTO shopify_return (shop, return_id, order_id, name, status)
  SELECT shop, 'gid://shopify/Return/' || CASE WHEN shop LIKE 'alfa%' THEN 1 ELSE 2 END, 'o', 'n', 'OPEN' FROM shop
  ON CONFLICT DO NOTHING
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
  "dry-run-repository/findDryRun": async ({ call, tx, shop }) => {
    await tx.$executeRawUnsafe(INSERT_RUN);
    return call(tx, shop);
  },
  "pages/missed-page/missedPage": async ({ call, tx, shop }) => {
    await tx.$executeRawUnsafe(INSERT_MISSED);
    return call(tx, shop, NOW);
  },
  "past-orders/pastOrdersAfter": ({ call, tx, shop }) => call(tx, shop, { after: "", limit: 10 }),
  "past-orders/countOrders": ({ call, tx, shop }) => call(tx, shop),
  "past-orders/findReturnedUnits": async ({ call, tx, shop, ids: { orderId } }) => {
    await tx.$executeRawUnsafe(INSERT_RETURNED);
    return call(tx, shop, [orderId]);
  },
  "past-orders/findPastRefunds": async ({ call, tx, shop, ids: { orderId } }) => {
    await tx.$executeRawUnsafe(INSERT_REFUND);
    return call(tx, shop, [orderId]);
  },
  "shopify-return-repository/findKnownReturns": async ({ call, tx, shop }) => {
    await tx.$executeRawUnsafe(INSERT_RETURN);
    return [...((await call(tx, shop, ["gid://shopify/Return/1", "gid://shopify/Return/2"])) as Set<string>)];
  },
  "product-repository/findProductTimes": ({ call, tx, shop, ids: { productId } }) => call(tx, shop, [productId]),
  "pages/history-page/historyPage": async ({ call, tx, shop }) => {
    await prepare(tx);
    return call(tx, shop, NOW);
  },
  "order-flag-repository/ordersWithUnwrittenFlagsAfter": async ({ call, tx, shop }) => {
    await tx.$executeRawUnsafe("UPDATE order_snapshot SET written_digest = NULL");
    return call(tx, shop, { after: "", limit: 10 });
  },
};

const REPORT = {
  ...{ orders: 1, lines: 1, changedOrders: 0, changedLines: 0, refunds: 0 },
  ...{ moves: [], months: [], breaches: [], money: [], examples: [] },
  deniedReturns: { before: 0, after: 0 },
  heldOrders: { before: 0, after: 0 },
  coveredLines: { before: 0, after: 0 },
};

export const HISTORY_WRITES: Readonly<Record<string, Ask>> = {
  "dry-run-repository/insertDryRun": ({ call, tx, shop }) =>
    call(tx, { shop, id: ID, version: 1, revision: 1, settings: KOSO_PRESET, total: 1, by: "user:1", at: NOW }),
  "dry-run-repository/advanceDryRun": ({ call, tx, shop }) => call(tx, { shop, id: ID, at: NOW }, 3),
  "dry-run-repository/finishDryRun": ({ call, tx, shop }) => call(tx, { shop, id: ID, at: NOW }, REPORT),
  "missed-change-repository/saveMissedChanges": ({ call, tx, shop, ids: { productId } }) =>
    call(tx, { shop, at: NOW }, [
      { kind: "product", subjectId: productId, orderId: null, name: "Part", changedAt: NOW },
    ]),
  "backfill-repository/insertBackfill": ({ call, tx, shop }) =>
    call(tx, { shop, id: ID, since: null, by: "user:1", at: NOW }),
  "backfill-repository/saveBackfill": ({ call, tx, shop }) =>
    call(tx, { shop, id: ID, version: 1, state: "judging" }, { judged: 5 }),
  "backfill-repository/stageRows": ({ call, tx, shop }) =>
    call(
      tx,
      { shop, id: ID, version: 1, ordersPosition: 0, shipmentsPosition: 0, unreadable: 0 },
      {
        ordersPosition: 9,
        rows: [{ kind: "line", ownerId: "gid://shopify/Order/1", id: "gid://shopify/LineItem/1", data: "{}" }],
      },
    ),
  "backfill-repository/dropStagedRows": ({ call, tx, shop }) => call(tx, shop),
  "backfill-repository/forgetStagedPerson": ({ call, tx, shop, ids: { customerId } }) =>
    call(tx, shop, { orderIds: [], customerId }),
};

export const BEFORE_HISTORY_WRITE: Readonly<Record<string, string>> = {
  "dry-run-repository/advanceDryRun": INSERT_RUN,
  "dry-run-repository/finishDryRun": INSERT_RUN,
  "backfill-repository/insertBackfill": INSERT_ROWS,
  "backfill-repository/saveBackfill": INSERT_READING,
  "backfill-repository/stageRows": INSERT_READING,
  "backfill-repository/dropStagedRows": INSERT_ROWS,
  "backfill-repository/forgetStagedPerson": INSERT_ROWS,
};
