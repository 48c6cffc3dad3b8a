import { randomUUID } from "node:crypto";
import type { PrismaClient } from "@prisma/client";
import { advanceDryRun, findDryRun, finishDryRun, insertDryRun } from "~/db/dry-run-repository.server";
import { countOrders, findPastRefunds, findReturnedUnits, pastOrdersAfter } from "~/db/past-orders.server";
import { getPolicy } from "~/db/policy-repository.server";
import { findCatalogueFacts } from "~/db/product-repository.server";
import { findShop } from "~/db/shop-repository.server";
import { newTally, replay, reportOf, type DryRunReport } from "~/domain/policy/dry-run";
import type { ProductFacts } from "~/domain/policy/facts";
import type { PolicyVersion } from "~/domain/policy/policy-settings";
import { pairOf, type PolicyPair } from "~/domain/policy/preview-policy";
import { changedSettings } from "~/domain/policy/settings-diff";
import { err, ok, type Result } from "~/domain/result";
import { dryRunJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { readPolicyDesk } from "./policy-desk.server";
import { requireRole, type StaffCaller } from "./require-role.server";

const ORDERS_AT_ONCE = 1_000;

export type DryRunRefusal = { code: "role-required" | "no-draft" };

/** Somebody wants to know what the draft would have done to every order so far. It is replayed in the background. */
export async function startDryRun(
  db: PrismaClient,
  input: StaffCaller & { at: Date },
): Promise<Result<null, DryRunRefusal>> {
  const { shop, userId, at } = input;
  const allowed = await requireRole(db, input, "change-policy");
  if (!allowed.ok) return allowed;
  const { published, draft } = await readPolicyDesk(db, shop);
  if (changedSettings(published.settings, draft.settings).length === 0) return err({ code: "no-draft" });
  const total = await countOrders(db, shop);
  const { revision, settings } = draft;
  await db.$transaction(async (tx) => {
    const id = randomUUID();
    const { version } = published;
    await insertDryRun(tx, { shop, id, version, revision, settings, total, by: `user:${userId}`, at });
    await enqueue(tx, dryRunJob, [{ shop, id }]);
  });
  return ok(null);
}

/** Replays what somebody asked for; nothing but the report is written, so a worker that dies is followed by another. */
export async function runDryRun(db: PrismaClient, { shop, id }: { shop: string; id: string }): Promise<void> {
  const run = await findDryRun(db, shop);
  if (run === null || run.id !== id || run.state !== "running") return;
  const draft = { version: run.version + 1, settings: run.settings };
  const policies = { inForce: await getPolicy(db, shop, run.version), draft };
  const report = await replayHistory(db, shop, {
    policies,
    onProgress: (done) => advanceDryRun(db, { shop, id, at: new Date() }, done),
  });
  if (report !== null) await finishDryRun(db, { shop, id, at: new Date() }, report);
}

interface Replay {
  policies: { inForce: PolicyVersion; draft: PolicyVersion };
  /** Hears how many orders are replayed; false ends it. */
  onProgress: (done: number) => Promise<boolean>;
}

/**
 * Every stored order by the version in force and by the draft, in pieces of a fixed size. Nothing that is frozen changes
 * by it (R1, R2). Null when it was ended before its time.
 */
export async function replayHistory(
  db: PrismaClient,
  shop: string,
  { policies, onProgress }: Replay,
): Promise<DryRunReport | null> {
  const context = { pair: pairOf(policies), installedAt: (await findShop(db, shop))?.installedAt ?? new Date(0) };
  const shelf = productShelf(db, shop, context.pair);
  const tally = newTally();
  for (let after = ""; ;) {
    const past = await pastOrdersAfter(db, shop, { after, limit: ORDERS_AT_ONCE });
    const last = past.at(-1);
    if (last === undefined) return reportOf(tally);
    const orderIds = past.map(({ order }) => order.orderId);
    const [returned, refunds, products] = await Promise.all([
      findReturnedUnits(db, shop, orderIds),
      findPastRefunds(db, shop, orderIds),
      shelf(past.flatMap(({ lines }) => lines.flatMap(({ line }) => line.productId ?? []))),
    ]);
    for (const { order, lines } of past) {
      const { orderId } = order;
      const history = { returned: returned.get(orderId) ?? [], refunds: refunds.get(orderId) ?? [] };
      replay(tally, { order, lines, products, ...history }, context);
    }
    if (!(await onProgress(tally.counts.orders))) return null;
    after = last.order.orderId;
  }
}

/** What products are today is asked only where the draft classifies otherwise, and once for each. */
function productShelf(db: PrismaClient, shop: string, { sameRules }: PolicyPair) {
  const known = new Map<string, ProductFacts>();
  const asked = new Set<string>();
  return async (ids: readonly string[]): Promise<ReadonlyMap<string, ProductFacts>> => {
    const missing = sameRules ? [] : [...new Set(ids)].filter((id) => !asked.has(id));
    if (missing.length === 0) return known;
    for (const [id, { facts }] of await findCatalogueFacts(db, shop, missing)) {
      if (facts !== null) known.set(id, facts.product);
    }
    for (const id of missing) asked.add(id);
    return known;
  };
}
