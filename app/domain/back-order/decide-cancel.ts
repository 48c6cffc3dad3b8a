import { err, ok, type Result } from "../result";
import { waitingUnits, type LedgerLine } from "./ledger-line";

export type CancelRefusal = { readonly code: "nothing-waiting" | "already-released"; readonly waiting: number };

/** Units to cancel of each of the line's places, in their order. */
type CancelShares = readonly number[];

/**
 * "It is your responsibility to cancel any back-orders": waiting units can be cancelled until they are released (R26).
 * A line that stands at several locations gives them from the last. Too late for a part is too late for the whole: the
 * answer says how many still wait, so that nobody cancels less than he asked for.
 */
export function decideCancel(lines: readonly LedgerLine[], asked: number): Result<CancelShares, CancelRefusal> {
  const waiting = lines.reduce((sum, line) => sum + waitingUnits(line), 0);
  if (waiting < asked)
    return err({ code: lines.some(({ released }) => released > 0) ? "already-released" : "nothing-waiting", waiting });
  const shares = lines.map(() => 0);
  let left = asked;
  for (const [at, line] of [...lines.entries()].reverse()) {
    const units = Math.min(left, waitingUnits(line));
    shares[at] = units;
    left -= units;
  }
  return ok(shares);
}
