import { randomUUID } from "node:crypto";
import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import {
  dropStagedRows,
  findBackfill,
  insertBackfill,
  saveBackfill,
  type Backfill,
} from "~/db/backfill-repository.server";
import { isBackfillOver, needsAllOrders } from "~/domain/backfill";
import { err, ok, type Result } from "~/domain/result";
import { runBackfillJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { readGrantedScopes } from "~/shopify/operations/read-granted-scopes.server";
import { requireRole, type StaffCaller } from "./require-role.server";
import { forWorkingShop } from "./working-shop.server";

export interface StartBackfillInput extends StaffCaller {
  /** Null: everything. */
  since: Date | null;
  at: Date;
}

export type StartBackfillRefusal = { code: "role-required" | "already-running" | "all-orders-not-granted" };

/** Somebody wants the orders from before the install judged (R1): reads them in the background, one reading at a time. */
export async function startBackfill(
  db: PrismaClient,
  input: StartBackfillInput,
): Promise<Result<null, StartBackfillRefusal>> {
  const { shop, userId, since, at } = input;
  const allowed = await requireRole(db, input, "read-history");
  if (!allowed.ok) return allowed;
  if (needsAllOrders(since, at) && !(await mayReadAllOrders(db, shop))) return err({ code: "all-orders-not-granted" });
  const by = `user:${userId}`;
  return db.$transaction(async (tx) => {
    const running = await findBackfill(tx, shop);
    if (running !== null && !isBackfillOver(running.state)) return err({ code: "already-running" });
    const id = randomUUID();
    await insertBackfill(tx, { shop, id, since, by, at });
    await enqueue(tx, runBackfillJob, [{ shop, id }]);
    const event = { shop, subject: "shop", subjectId: shop, code: "history-asked", by, at } as const;
    await appendEvents(tx, [{ ...event, details: { since } }]);
    return ok(null);
  });
}

/** False also when nobody can be asked. */
async function mayReadAllOrders(db: PrismaClient, shop: string): Promise<boolean> {
  const scopes = await forWorkingShop(db, { shop, priority: "person" }, ({ admin }) => readGrantedScopes(admin));
  return scopes?.includes("read_all_orders") ?? false;
}

export type CancelBackfillRefusal = { code: "role-required" | "not-running" };

/** Somebody has seen enough: what is judged stays, the rest is not read. */
export async function cancelBackfill(
  db: PrismaClient,
  input: StaffCaller & { at: Date },
): Promise<Result<null, CancelBackfillRefusal>> {
  const { shop, userId, at } = input;
  const allowed = await requireRole(db, input, "read-history");
  if (!allowed.ok) return allowed;
  return db.$transaction(async (tx) => {
    const running = await findBackfill(tx, shop);
    if (running === null || isBackfillOver(running.state)) return err({ code: "not-running" });
    const cancelled: Backfill = await saveBackfill(tx, running, { state: "cancelled" });
    await dropStagedRows(tx, shop);
    // Shopify may still be at it: the job tells it to stop.
    await enqueue(tx, runBackfillJob, [{ shop, id: cancelled.id }]);
    const event = {
      shop,
      subject: "shop",
      subjectId: shop,
      code: "history-cancelled",
      by: `user:${userId}`,
      at,
    } as const;
    await appendEvents(tx, [{ ...event, details: { orders: cancelled.judged } }]);
    return ok(null);
  });
}
