import { appendEvents } from "~/db/case-event-repository.server";
import { findClaim, releaseSerials } from "~/db/claim-repository.server";
import type { Transaction } from "~/db.server";
import { findRemedies, saveRemedy } from "~/db/remedy-repository.server";
import { saveRma } from "~/db/rma-repository.server";
import { conclude } from "~/domain/rma/conclude";
import { remedied, type Remedy } from "~/domain/rma/remedy";
import type { Rma } from "~/domain/rma/rma";
import { followRma } from "./follow-rma.server";
import { rmaEvent } from "./rma-event";
import { queueReplacementMail } from "./rma-mails.server";

interface Finishing {
  shop: string;
  /** Locked by the caller. */
  rma: Rma;
  remedy: Remedy;
  at: Date;
}

/**
 * Units were repaired or replaced (R33): remembered once, told to the customer, and the case ends if nothing is left to do.
 * Shopify's return, which is about money, is brought in line by what follows a change of a case (R13).
 */
export async function finishRemedy(tx: Transaction, { shop, rma, remedy, at }: Finishing): Promise<Rma> {
  if (!(await saveRemedy(tx, shop, { ...remedy, state: "done", doneAt: at }))) return rma;
  const after = await saveRma(tx, shop, conclude(remedied(rma, remedy.lines), at));
  const { choice, orderId, orderName, tracking, lines } = remedy;
  const code = choice === "repair" ? "units-repaired" : "replacement-sent";
  const details = { orderId, orderName, tracking, lines };
  await appendEvents(tx, [rmaEvent(after, { shop, code, by: remedy.by, at, details })]);
  if (after.status === "settled") {
    const settled = { from: rma.status };
    await appendEvents(tx, [rmaEvent(after, { shop, code: "rma-settled", by: "app", at, details: settled })]);
  }
  // A repaired part is its owner's again, and may break again.
  if (choice === "repair") await releaseSerials(tx, { shop, rmaId: rma.id });
  const claim = await findClaim(tx, shop, rma.id);
  await queueReplacementMail(tx, { shop, rma: after, remedy, warrantyUntil: claim?.warrantyUntil ?? null, at });
  await followRma(tx, { shop, rma: after });
  return after;
}

/** A credit was paid by the one refund path: the choice that asked for it is done. */
export async function finishCredit(
  tx: Transaction,
  { shop, rmaId, at }: { shop: string; rmaId: string; at: Date },
): Promise<void> {
  const remedies = await findRemedies(tx, shop, rmaId);
  const credit = remedies.find(({ choice, state }) => choice === "credit" && state === "chosen");
  if (credit) await saveRemedy(tx, shop, { ...credit, state: "done", doneAt: at });
}
