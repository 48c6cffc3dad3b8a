import { isFinal, nextStatus } from "./rma-status";
import { openUnits, sumOf, uninspectedUnits, unpaidUnits, type Rma } from "./rma";

/**
 * Ends a case of which nothing is left to do (R12): `settled` when no unit is open and every accepted one was paid or remedied,
 * `sent-back` when every unit was rejected. Any other case stays as it is.
 */
export function conclude(rma: Rma, at: Date): Rma {
  if (isFinal(rma.status) || sumOf(rma, openUnits) > 0 || sumOf(rma, uninspectedUnits) > 0) return rma;
  if (sumOf(rma, unpaidUnits) > 0) return rma;
  const status = nextStatus(rma.status, sumOf(rma, ({ accepted }) => accepted) > 0 ? "settle" : "send-back");
  return status.ok ? { ...rma, status: status.value, closedAt: at } : rma;
}
