import type { Transaction } from "~/db.server";
import { releaseSerials } from "~/db/claim-repository.server";
import { dropWork } from "~/db/due-work-repository.server";
import type { Rma } from "~/domain/rma/rma";
import { isFinal } from "~/domain/rma/rma-status";
import { mirrorRmaJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { rejudgeOrder } from "./rejudge-order.server";

/**
 * What follows when a case changed: Shopify's return is brought in line (R13), and of a case that ended the future work
 * goes, and its order's tag is looked at again.
 */
export async function followRma(tx: Transaction, { shop, rma }: { shop: string; rma: Rma }): Promise<void> {
  if (rma.approvedAt !== null && rma.orderId !== null) await enqueue(tx, mirrorRmaJob, [{ shop, rmaId: rma.id }]);
  if (!isFinal(rma.status)) return;
  await dropWork(tx, { shop, kind: "rma-expiry", key: rma.id });
  await dropWork(tx, { shop, kind: "claim-abandonment", key: rma.id });
  await dropWork(tx, { shop, kind: "claim-reminder", key: rma.id });
  // Of a settled case the parts may be gone: there the remedy says whether their numbers can be claimed again.
  if (rma.status !== "settled") await releaseSerials(tx, { shop, rmaId: rma.id });
  if (rma.orderId !== null) await rejudgeOrder(tx, shop, rma.orderId);
}
