import type { Transaction } from "~/db.server";
import { insertMails, type PromisedMail } from "~/db/mail-repository.server";
import { sendMailJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";

/**
 * Promises mails in the caller's transaction: they are sent if and only if the change that they tell of is stored.
 * The address and the language are read from Shopify when a mail is sent, so the caller needs neither. A key that was
 * promised before is left alone, so a workflow that runs twice writes once. What each kind states is in
 * `app/domain/mail/mail-content.ts`; facts that do not fit throw.
 *
 * ```ts
 * await queueMails(tx, [
 *   {
 *     shop,
 *     key: `refunded:${rma.id}:${sequence}`,
 *     kind: "refunded",
 *     subject: "rma",
 *     subjectId: rma.id,
 *     orderId: rma.orderId,
 *     at,
 *     facts: {
 *       number: "RMA-100001-4",
 *       orderName: "#1001",
 *       policyVersion: 1,
 *       lines: [{ sku: "VAR-1", title: "Variator kit", quantity: 1 }],
 *       currency: "CAD",
 *       feePercent: 25,
 *       paidShare: 3_333,
 *       fee: 833,
 *       tax: 0,
 *       shipping: 0,
 *       paid: 2_500,
 *     },
 *   },
 * ]);
 * ```
 */
export async function queueMails(tx: Transaction, mails: readonly PromisedMail[]): Promise<void> {
  for (const [shop, ofShop] of Map.groupBy(mails, (mail) => mail.shop)) {
    const ids = await insertMails(tx, ofShop);
    await enqueue(
      tx,
      sendMailJob,
      ids.map((mailId) => ({ shop, mailId })),
    );
  }
}
