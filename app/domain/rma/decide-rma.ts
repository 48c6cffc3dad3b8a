import { addDays, calendarDateIn, type CalendarDate } from "../calendar-date";
import type { PolicyVersion } from "../policy/policy-settings";
import { ok, type Result } from "../result";
import { unitsAtShopify, type MirroredReturn } from "./mirror-plan";
import { openUnits, sumOf, type ReturnLine, type Rma } from "./rma";
import { nextStatus, type NotAllowedNow } from "./rma-status";

/** "An RMA is valid 30 days from approval, end of day" (R11), in the shop's time zone. */
function validUntil(approvedAt: Date, timeZone: string, { settings }: PolicyVersion): CalendarDate {
  return addDays(calendarDateIn(approvedAt, timeZone), settings.return.rmaValidDays);
}

export interface Approval {
  readonly number: string;
  readonly at: Date;
  readonly policy: PolicyVersion;
}

/** Approves a case: from now on it has a number, and the customer may send the goods (R8, R10). */
export function approve(rma: Rma, { number, at, policy }: Approval): Result<Rma, NotAllowedNow> {
  const status = nextStatus(rma.status, "approve");
  if (!status.ok) return status;
  const expiresOn = validUntil(at, rma.timeZone, policy);
  return ok({ ...rma, status: status.value, number, approvedAt: at, expiresOn });
}

/** Ends a case for the reason given; its units are free again. */
export function decline(rma: Rma, { text, at }: { text: string; at: Date }): Result<Rma, NotAllowedNow> {
  const status = nextStatus(rma.status, "decline");
  return status.ok ? ok({ ...freed(rma), status: status.value, declineText: text, closedAt: at }) : status;
}

/** The shopper takes the request back before anything arrived; the units are free again (R12). */
export function withdraw(rma: Rma, at: Date): Result<Rma, NotAllowedNow> {
  const status = nextStatus(rma.status, "withdraw");
  return status.ok ? ok({ ...freed(rma), status: status.value, closedAt: at }) : status;
}

/**
 * The validity is over (R11): units that have not come are free again, those in a parcel that is held stay. A case of
 * which nothing came ends; one of which part came goes on.
 */
export function expire(
  rma: Rma,
  { at, inHeldParcels }: { at: Date; inHeldParcels: ReadonlyMap<string, number> },
): Result<Rma, NotAllowedNow> {
  const status = nextStatus(rma.status, "expire");
  if (!status.ok) return status;
  const left = new Map(inHeldParcels);
  const returnLines = rma.returnLines.map((line) => {
    const kept = Math.min(openUnits(line), left.get(line.lineId) ?? 0);
    left.set(line.lineId, (left.get(line.lineId) ?? 0) - kept);
    return closeUnits(line, openUnits(line) - kept);
  });
  const after = { ...rma, returnLines };
  if (sumOf(after, openUnits) > 0) return ok(after);
  return ok({ ...after, status: status.value, closedAt: status.value === "expired" ? at : null });
}

/** Every unit that has not come is given up. */
export const freed = (rma: Rma): Rma => ({
  ...rma,
  returnLines: rma.returnLines.map((line) => closeUnits(line, openUnits(line))),
});

/**
 * Staff took units off our return in Shopify (R13): those that have not come are given up, as if they had expired. Units that
 * are here already cannot be: they stay, and what is due for them waits for a person.
 */
export function giveUpTakenOff(rma: Rma, { returnId, lines }: MirroredReturn): Rma {
  const left = new Map(lines.map(({ returnLineItemId, quantity }) => [returnLineItemId, quantity]));
  const returnLines = rma.returnLines.map((line) => {
    if (line.returnId !== returnId || line.returnLineItemId === null) return line;
    const missing = unitsAtShopify(rma, line) - (left.get(line.returnLineItemId) ?? 0);
    return missing > 0 ? closeUnits(line, Math.min(missing, openUnits(line))) : line;
  });
  return { ...rma, returnLines };
}

/** The highest positions are freed: accepted units keep the lowest (R15), and so do units that were paid for anyway. */
const closeUnits = (line: ReturnLine, units: number): ReturnLine => ({
  ...line,
  closed: line.closed + units,
  positions: line.positions.slice(0, Math.max(line.refunded, line.positions.length - units)),
});
