import { findCalls, type LoggedCall } from "~/db/call-log-repository.server";
import { findClaim } from "~/db/claim-repository.server";
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
  return claim && { ...claim, calls: calls.map(toCall), remedies: remedies.map(toRemedy) };
}

const toCall = ({ at, rmaId: _rmaId, ...call }: LoggedCall) => ({ ...call, at: at.toISOString() });

const toRemedy = ({ sequence, choice, state, lines, tracking, orderId, orderName, by, chosenAt, doneAt }: Remedy) => ({
  ...{ sequence, choice, state, tracking, orderId, orderName, by },
  units: lines.reduce((sum, { units }) => sum + units, 0),
  chosenAt: chosenAt.toISOString(),
  doneAt: doneAt?.toISOString() ?? null,
});
