import { db } from "~/db.server";
import { reconcileShopJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";

/** Somebody wants to know now what no webhook told. */
export async function requestReconciliation(shop: string): Promise<void> {
  await db.$transaction((tx) => enqueue(tx, reconcileShopJob, [{ shop }]));
}
