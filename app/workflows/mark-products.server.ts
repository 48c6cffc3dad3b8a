import { randomUUID } from "node:crypto";
import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import type { ProductFilter } from "~/db/pages/products-page.server";
import {
  addMarksByFilter,
  addMarksOf,
  findWaitingMarks,
  saveEndedMarks,
  type Mark,
  type WaitingMark,
} from "~/db/product-mark-repository.server";
import { err, ok, type Result } from "~/domain/result";
import { ShopifyUserErrors } from "~/errors";
import { markProductsJob, readProductJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { deleteMetafields } from "~/shopify/operations/delete-metafields.server";
import { METAFIELDS_PER_CALL, setMetafields } from "~/shopify/operations/set-metafields.server";
import { requireRole, type StaffCaller } from "./require-role.server";
import { forWorkingShop } from "./working-shop.server";

const KEY = "non_returnable";

/** Which products: those named, or every one that a filter shows. */
type MarkScope = { productIds: readonly string[] } | { filter: ProductFilter };

export interface RequestMarksInput extends StaffCaller {
  wanted: Mark;
  scope: MarkScope;
  at: Date;
}

/** R3: takes a person's word on products. It is written to their own metafield by a job, one row for each product. */
export async function requestMarks(
  db: PrismaClient,
  { scope, wanted, at, ...caller }: RequestMarksInput,
): Promise<Result<{ batchId: string; count: number }, { code: "role-required" | "nothing-marked" }>> {
  const allowed = await requireRole(db, caller, "mark-product");
  if (!allowed.ok) return allowed;
  const { shop, userId } = caller;
  const batchId = randomUUID();
  const batch = { shop, batchId, wanted, by: `user:${userId}`, at };
  return db.$transaction(async (tx) => {
    const count = await ("filter" in scope
      ? addMarksByFilter(tx, batch, scope.filter)
      : addMarksOf(tx, batch, scope.productIds));
    if (count === 0) return err({ code: "nothing-marked" as const });
    await enqueue(tx, markProductsJob, [{ shop, batchId }]);
    return ok({ batchId, count });
  });
}

/**
 * Writes a batch, as many at a time as Shopify takes. A word that was written twice is the same word, so a crash between
 * Shopify and our own row does no harm. What Shopify refuses is kept with its reason and stops no other.
 */
export async function writeMarks(
  db: PrismaClient,
  { shop, batchId }: { shop: string; batchId: string },
): Promise<void> {
  await forWorkingShop(db, { shop, priority: "background" }, async ({ admin }) => {
    for (;;) {
      const marks = await findWaitingMarks(db, shop, { batchId, limit: METAFIELDS_PER_CALL });
      if (marks.length === 0) return;
      const failed = await writeOrSplit(admin, marks);
      const written = marks.filter(({ productId }) => !failed.has(productId));
      const at = new Date();
      const done = written.map(({ productId }) => productId);
      await db.$transaction(async (tx) => {
        await saveEndedMarks(tx, shop, { batchId, done, failed, at });
        await appendEvents(
          tx,
          written.map(({ productId, wanted, by }) => ({
            shop,
            subject: "product" as const,
            subjectId: productId,
            code: "product-marked" as const,
            by,
            at,
            details: { mark: wanted },
          })),
        );
        await enqueue(
          tx,
          readProductJob,
          done.map((productId) => ({ shop, productId })),
        );
      });
    }
  });
}

/** The call is all or nothing, so a refused one is taken apart until the bad product stands alone. */
async function writeOrSplit(admin: AdminClient, marks: readonly WaitingMark[]): Promise<Map<string, string>> {
  const [first] = marks;
  if (first === undefined) return new Map();
  try {
    await write(admin, marks);
    return new Map();
  } catch (error) {
    if (!(error instanceof ShopifyUserErrors)) throw error;
    if (marks.length === 1) return new Map([[first.productId, error.userErrors[0]?.message ?? error.code]]);
    const middle = Math.ceil(marks.length / 2);
    const [before, after] = [marks.slice(0, middle), marks.slice(middle)];
    return new Map([...(await writeOrSplit(admin, before)), ...(await writeOrSplit(admin, after))]);
  }
}

async function write(admin: AdminClient, marks: readonly WaitingMark[]): Promise<void> {
  const cleared = marks.filter(({ wanted }) => wanted === null).map(({ productId }) => productId);
  const set = marks.flatMap(({ productId: ownerId, wanted }) =>
    wanted === null ? [] : [{ ownerId, key: KEY, type: "boolean" as const, value: String(wanted) }],
  );
  if (cleared.length > 0) await deleteMetafields(admin, cleared, KEY);
  if (set.length > 0) await setMetafields(admin, set);
}
