import { findCalls, type LoggedCall } from "~/db/call-log-repository.server";
import { findClaim } from "~/db/claim-repository.server";
import { findChecklist } from "~/db/checklist-repository.server";
import type { Db } from "~/db.server";
import { findRemedies } from "~/db/remedy-repository.server";
import type { Remedy } from "~/domain/rma/remedy";

/** What the page of a case shows when it is a warranty claim; null for every other case. */
export async function claimPart(db: Db, shop: string, rmaId: string) {
  const [claim, calls, remedies] = await Promise.all([
    findClaim(db, shop, rmaId),
    findCalls(db, shop, rmaId),
    findRemedies(db, shop, rmaId),
  ]);
  if (claim === null) return null;
  /** What to go through on the phone; null where the merchant wrote nothing, and the texts' own checklist stands. */
  const steps = await findChecklist(db, shop, claim.productClass);
  return { ...claim, steps, calls: calls.map(toCall), remedies: remedies.map(toRemedy) };
}

const toCall = ({ at, rmaId: _rmaId, ...call }: LoggedCall) => ({ ...call, at: at.toISOString() });

const toRemedy = ({ lines, chosenAt, doneAt, rmaId: _rmaId, draftOrderId: _draft, ...remedy }: Remedy) => ({
  ...remedy,
  units: lines.reduce((sum, { units }) => sum + units, 0),
  chosenAt: chosenAt.toISOString(),
  doneAt: doneAt?.toISOString() ?? null,
});
