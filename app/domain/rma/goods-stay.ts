import { ok, type Result } from "../result";
import type { Rma } from "./rma";
import { nextStatus, type NotAllowedNow } from "./rma-status";

/** The fee is waived as well: what was paid comes back whole. */
export const withoutFee = (rma: Rma): Rma => ({
  ...rma,
  returnLines: rma.returnLines.map((line) => ({ ...line, feeBasisPoints: 0 })),
});

/**
 * "A refund never exceeds the units received and accepted" (R12): units that an override leaves with the customer count as
 * both, without a parcel and without an inspection. None of them goes back on the shelf.
 */
export function acceptWithoutGoods(rma: Rma): Result<Rma, NotAllowedNow> {
  const received = nextStatus(rma.status, "receive");
  if (!received.ok) return received;
  const accepted = nextStatus(received.value, "inspect");
  if (!accepted.ok) return accepted;
  const returnLines = rma.returnLines.map((line) => ({ ...line, received: line.quantity, accepted: line.quantity }));
  return ok({ ...rma, status: accepted.value, returnLines });
}
