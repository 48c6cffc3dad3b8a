import { ok, type Result } from "../result";
import { freed } from "./decide-rma";
import type { Rma } from "./rma";
import { isFinal, nextStatus, type NotAllowedNow, type RmaCommand } from "./rma-status";

/** How a troubleshooting call ended (R32). */
export const CALL_OUTCOMES = ["resolved", "unresolved"] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** A call that solved it ends the claim; one that did not opens the gate to an approval (R32). */
export const noteCall = (rma: Rma, outcome: CallOutcome, at: Date): Result<Rma, NotAllowedNow> =>
  lead(rma, outcome === "resolved" ? "log-resolved-call" : "log-unresolved-call", at);

/** Nobody called, or called again, for long enough. */
export const abandon = (rma: Rma, at: Date): Result<Rma, NotAllowedNow> => lead(rma, "abandon", at);

/** A dealer or rider deals with it himself: closed without cost (R36). */
export const handOver = (rma: Rma, at: Date): Result<Rma, NotAllowedNow> => lead(rma, "hand-over", at);

/** Where the command leads; a claim that ends so gives its units back. */
function lead(rma: Rma, command: RmaCommand, at: Date): Result<Rma, NotAllowedNow> {
  const status = nextStatus(rma.status, command);
  if (!status.ok) return status;
  const after = { ...rma, status: status.value };
  return ok(isFinal(status.value) ? { ...freed(after), closedAt: at } : after);
}
