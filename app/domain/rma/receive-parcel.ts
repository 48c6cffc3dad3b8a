import { calendarDateIn } from "../calendar-date";
import { ok, type Result } from "../result";
import { openUnits, sumOf, type Rma } from "./rma";
import { isFinal, nextStatus, type NotAllowedNow } from "./rma-status";

/** Why a parcel is refused and sent back at the sender's expense (R37). */
const REFUSAL_CODES = [
  "no-rma",
  "rma-expired",
  "rma-not-approved",
  "rma-closed",
  "rma-other-customer",
  "sent-collect",
  "charges-due",
] as const;
/** Why it is held, and what is wrong inside one that is accepted (R37, R38). */
export const DOCK_CODES = [...REFUSAL_CODES, "invoice-copy-missing", "not-authorised"] as const;
export type DockCode = (typeof DOCK_CODES)[number];

export const DOCK_DECISIONS = ["accepted", "held", "refused"] as const;
export type DockDecision = (typeof DOCK_DECISIONS)[number];

/** Units as the clerk ticks them. */
export interface ParcelItem {
  readonly sku: string;
  readonly quantity: number;
}

/** What the clerk sees: the outside first, the inside only of a parcel that is not refused. */
export interface ParcelFacts {
  /** The cases whose numbers stand on the box; empty when there is none that we know. */
  readonly rmas: readonly Rma[];
  /** Whether a number stands on it that belongs to no case. */
  readonly hasUnknownNumber: boolean;
  /** Who sent it, where the clerk knows. */
  readonly senderId: string | null;
  readonly prepaid: boolean;
  /** Duties, taxes or other fees are still to be paid. */
  readonly chargesDue: boolean;
  readonly invoiceCopy: boolean;
  readonly contents: readonly ParcelItem[];
  readonly at: Date;
  /** Brought back by the carrier, known by our own outbound tracking: the checks of the outside do not apply (R27). */
  readonly returnedByCarrier: boolean;
}

/** Units taken in for one line of one case. */
export interface TakenUnits {
  readonly rmaId: string;
  readonly lineId: string;
  readonly sku: string | null;
  readonly quantity: number;
}

export interface ParcelVerdict {
  readonly decision: DockDecision;
  readonly codes: readonly DockCode[];
  readonly taken: readonly TakenUnits[];
}

/**
 * Accept, hold or refuse (R37, R38). Everything against the outside of the box is named; a box that is refused is not opened,
 * so nothing is said of its inside. Of several numbers one that holds is enough: what belongs to the others is not authorised.
 */
export function judgeParcel(parcel: ParcelFacts, requireInvoiceCopy: boolean): ParcelVerdict {
  const outside = codesOfOutside(parcel);
  if (outside.isRefused) return { decision: "refused", codes: outside.codes, taken: [] };
  if (requireInvoiceCopy && !parcel.invoiceCopy && !parcel.returnedByCarrier) {
    return { decision: "held", codes: unique([...outside.codes, "invoice-copy-missing"]), taken: [] };
  }
  return takeIn(parcel, outside);
}

/** The cases that a parcel may bring units of: the others' numbers stand on it without right (R37). */
export const casesThatMaySend = (parcel: ParcelFacts): readonly Rma[] => codesOfOutside(parcel).valid;

interface OutsideCodes {
  readonly isRefused: boolean;
  readonly codes: readonly DockCode[];
  /** The cases that may take units. */
  readonly valid: readonly Rma[];
}

function codesOfOutside(parcel: ParcelFacts): OutsideCodes {
  const { rmas, hasUnknownNumber, returnedByCarrier } = parcel;
  const refusals = rmas.map((rma) => refusalOf(rma, parcel));
  const valid = rmas.filter((_, index) => refusals[index] === null);
  const codes: DockCode[] = refusals.filter((code) => code !== null);
  if (hasUnknownNumber || rmas.length === 0) codes.push("no-rma");
  const charges: DockCode[] = [];
  if (!parcel.prepaid) charges.push("sent-collect");
  if (parcel.chargesDue) charges.push("charges-due");
  const isCharged = charges.length > 0 && !returnedByCarrier;
  return {
    isRefused: valid.length === 0 || isCharged,
    codes: unique(isCharged ? [...codes, ...charges] : codes),
    valid,
  };
}

/** What stands against sending goods under this number now; null when nothing does. */
function refusalOf(rma: Rma, parcel: ParcelFacts): DockCode | null {
  if (parcel.returnedByCarrier) return null;
  if (isFromSomebodyElse(rma, parcel)) return "rma-other-customer";
  if (rma.status === "expired" || isPastValidity(rma, parcel.at)) return "rma-expired";
  if (rma.number === null || rma.status === "declined" || rma.status === "cancelled") return "rma-not-approved";
  return isFinal(rma.status) ? "rma-closed" : null;
}

const isFromSomebodyElse = ({ customerId }: Rma, { senderId }: ParcelFacts): boolean =>
  senderId !== null && customerId !== null && senderId !== customerId;

/** The job that ends a case may not have run yet: the day decides, not the job (R11). */
export const isPastValidity = ({ status, expiresOn, timeZone }: Rma, at: Date): boolean =>
  !isFinal(status) && expiresOn !== null && calendarDateIn(at, timeZone) > expiresOn;

/** Which of the contents the cases announced (R38); the rest is not authorised, and never refunded. */
export function takeIn(
  { contents }: Pick<ParcelFacts, "contents">,
  { valid, codes }: Pick<OutsideCodes, "valid" | "codes">,
): ParcelVerdict {
  const open = valid.flatMap((rma) => announcedLines(rma));
  const taken: TakenUnits[] = [];
  let isExtra = false;
  for (const { sku, quantity } of contents) {
    let left = quantity;
    for (const line of open) {
      if (line.sku !== sku || left === 0) continue;
      const units = Math.min(line.open, left);
      if (units === 0) continue;
      line.open -= units;
      left -= units;
      taken.push({ rmaId: line.rmaId, lineId: line.lineId, sku, quantity: units });
    }
    if (left > 0) isExtra = true;
  }
  return { decision: "accepted", codes: unique(isExtra ? [...codes, "not-authorised"] : codes), taken };
}

/** Units of a case that lie in parcels which wait for their invoice copy, by order line: they have come (R11, R37). */
export function unitsInParcels(rma: Rma, parcels: readonly Pick<ParcelFacts, "contents">[]): Map<string, number> {
  const units = new Map<string, number>();
  const contents = parcels.flatMap((parcel) => parcel.contents);
  for (const { lineId, quantity } of takeIn({ contents }, { valid: [rma], codes: [] }).taken) {
    units.set(lineId, (units.get(lineId) ?? 0) + quantity);
  }
  return units;
}

/** The lines of a case with the units that may still come, each order line once. */
function announcedLines(rma: Rma) {
  // A custom item has no SKU: it goes by its title.
  const skus = new Map(rma.lines.map(({ lineId, sku, title }) => [lineId, sku ?? title]));
  return [...skus].map(([lineId, sku]) => ({
    rmaId: rma.id,
    lineId,
    sku,
    open: sumOf({ returnLines: rma.returnLines.filter((line) => line.lineId === lineId) }, openUnits),
  }));
}

const unique = <T>(codes: readonly T[]): T[] => [...new Set(codes)];

/** The case with units taken in, the earliest return lines first. */
export function receive(rma: Rma, taken: readonly TakenUnits[]): Result<Rma, NotAllowedNow> {
  const status = nextStatus(rma.status, "receive");
  if (!status.ok) return status;
  const left = new Map<string, number>();
  for (const { rmaId, lineId, quantity } of taken) {
    if (rmaId === rma.id) left.set(lineId, (left.get(lineId) ?? 0) + quantity);
  }
  const returnLines = rma.returnLines.map((line) => {
    const units = Math.min(openUnits(line), left.get(line.lineId) ?? 0);
    left.set(line.lineId, (left.get(line.lineId) ?? 0) - units);
    return { ...line, received: line.received + units };
  });
  return ok({ ...rma, status: status.value, returnLines });
}
