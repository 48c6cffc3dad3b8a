import type { QueuedLine } from "./follow-order";
import { waitingUnits } from "./ledger-line";

/**
 * Whether somebody served waiting units of a line past the app (R21): they left without a promise, or their hold was taken off
 * while they go on waiting. A look in the middle of our own work never says so: then what is held is not what waits.
 */
export function wasServedElsewhere(before: QueuedLine | null, after: QueuedLine): boolean {
  if (before === null || before.held === 0) return false;
  const waited = waitingUnits(before);
  const left = after.shipped - before.shipped;
  if (left > 0) return after.promised > before.promised && waited > 0;
  const isSteady = before.held === waited && after.open === before.open && after.promised === before.promised;
  return isSteady && after.cancelling === before.cancelling && after.held < before.held;
}
