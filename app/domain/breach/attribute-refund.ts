import { shareOfPositions } from "../refund/paid-share";
import { restockFee } from "../refund/restock-fee";
import type { LineMoney } from "../refund/worksheet";
import { isMerchantFaultReason } from "../policy/return-question";
import { heldUnits, type ReturnLine, type Rma } from "../rma/rma";
import { isFinal } from "../rma/rma-status";
import type { RefundFacts, RefundedLine } from "./refund-facts";

/** Refunded units that stand on a return line of one of our cases. */
interface AttributedUnits {
  readonly rmaId: string;
  /** Place of the return line in its case. */
  readonly place: number;
  readonly units: number;
  /** Units of them that had not arrived, and those that arrived and were not accepted (R12). */
  readonly notReceived: number;
  readonly notAccepted: number;
  /** Paid share, tax and fee of all of them, were they accepted (R14); minor units. */
  readonly share: number;
  readonly tax: number;
  readonly fee: number;
  /** Share less fee, and tax, of those that may be paid back now. */
  readonly allowed: number;
}

/** Shipped units of a line that no case of ours speaks for. */
export interface LooseUnits {
  readonly lineId: string;
  readonly units: number;
  readonly worthMinor: number;
}

export interface AttributedRefund {
  readonly onCases: readonly AttributedUnits[];
  readonly loose: readonly LooseUnits[];
  /** What its units that had not shipped are worth. */
  readonly cancelledMinor: number;
  /** What everything that it names is worth; minor units. */
  readonly worthMinor: number;
}

export interface AttributionContext {
  readonly rmas: readonly Rma[];
  readonly money: ReadonlyMap<string, LineMoney>;
}

/**
 * Which units a refund is about (R21): those of our return that it is linked to; else, line by line, those on open cases
 * first, for that is what staff hold in their hands; the rest are goods that nobody was allowed to refund.
 */
export function attributeRefund(refund: RefundFacts, { rmas, money }: AttributionContext): AttributedRefund {
  const linked = rmas.filter((rma) => isMirroredBy(rma, refund.returnId));
  const candidates = linked.length > 0 ? linked : rmas.filter(({ status }) => !isFinal(status));
  const lines = refund.lines.length === 0 && linked.length > 0 ? linesOfReturn(linked, refund, money) : refund.lines;
  const onCases: AttributedUnits[] = [];
  const loose: LooseUnits[] = [];
  let cancelledMinor = 0;
  for (const line of lines) {
    const shipped = line.quantity - line.unshipped;
    const found = takeUnits(line.lineId, shipped, { candidates, returnId: linked.length > 0 ? refund.returnId : null });
    onCases.push(...found.map((taken) => valued(taken, money)));
    const left = shipped - found.reduce((sum, { units }) => sum + units, 0);
    if (left > 0) loose.push({ lineId: line.lineId, units: left, worthMinor: partOf(line, left) });
    cancelledMinor += partOf(line, line.unshipped);
  }
  return { onCases, loose, cancelledMinor, worthMinor: lines.reduce((sum, { worthMinor }) => sum + worthMinor, 0) };
}

/** Whether a case's goods stand on this return at Shopify. */
export const isMirroredBy = ({ returnLines }: Rma, returnId: string | null): boolean =>
  returnId !== null && returnLines.some((line) => line.returnId === returnId);

/** Money paid for a return without saying for which units: for the accepted ones, else for all that are on it. */
function linesOfReturn(
  linked: readonly Rma[],
  { returnId }: RefundFacts,
  money: ReadonlyMap<string, LineMoney>,
): RefundedLine[] {
  const own = linked.flatMap(({ returnLines }) => returnLines).filter((line) => line.returnId === returnId);
  const accepted = own.filter((line) => line.accepted > line.refunded);
  return (accepted.length > 0 ? accepted : own).flatMap((line) => {
    const units = accepted.length > 0 ? line.accepted - line.refunded : heldUnits(line);
    const { share, tax } = shareAndTax(line, units, money);
    return units > 0 ? [{ lineId: line.lineId, quantity: units, unshipped: 0, worthMinor: share + tax }] : [];
  });
}

interface TakenUnits {
  rma: Rma;
  place: number;
  units: number;
}

function takeUnits(
  lineId: string,
  wanted: number,
  { candidates, returnId }: { candidates: readonly Rma[]; returnId: string | null },
): TakenUnits[] {
  const taken: TakenUnits[] = [];
  let left = wanted;
  for (const rma of candidates) {
    for (const [place, line] of rma.returnLines.entries()) {
      if (line.lineId !== lineId || (returnId !== null && line.returnId !== returnId)) continue;
      const units = Math.min(left, heldUnits(line));
      if (units <= 0) continue;
      taken.push({ rma, place, units });
      left -= units;
    }
  }
  return taken;
}

/** What units are worth next on their return line, and what of it may be paid back now. */
function valued({ rma, place, units }: TakenUnits, money: ReadonlyMap<string, LineMoney>): AttributedUnits {
  const line = rma.returnLines[place];
  if (line === undefined) throw new Error(`RMA ${rma.id} has no return line ${place}`);
  const arrived = Math.min(units, Math.max(0, line.received - line.rejected - line.refunded));
  const accepted = Math.min(arrived, Math.max(0, line.accepted - line.refunded));
  // The merchant's own fault is theirs to make good when they like, once they said that it is theirs.
  const isFault = line.feeBasisPoints === 0 && rma.approvedAt !== null && saysFault(rma, line.lineId);
  const payable = amounts(line, isFault ? units : accepted, money);
  const all = amounts(line, units, money);
  return {
    rmaId: rma.id,
    place,
    units,
    notReceived: isFault ? 0 : units - arrived,
    notAccepted: isFault ? 0 : arrived - accepted,
    ...all,
    allowed: payable.share - payable.fee + payable.tax,
  };
}

function amounts(line: ReturnLine, units: number, money: ReadonlyMap<string, LineMoney>) {
  const { share, tax } = shareAndTax(line, units, money);
  const before = shareAndTax({ ...line, refunded: 0 }, line.refunded, money).share;
  const fee = restockFee(before + share, line.feeBasisPoints) - restockFee(before, line.feeBasisPoints);
  return { share, tax, fee };
}

function shareAndTax(line: ReturnLine, units: number, money: ReadonlyMap<string, LineMoney>) {
  const own = money.get(line.lineId);
  if (own === undefined) return { share: 0, tax: 0 };
  const positions = line.positions.slice(line.refunded, line.refunded + units);
  return {
    share: shareOfPositions(own.paidMinor, own.quantity, positions),
    tax: shareOfPositions(own.taxMinor, own.quantity, positions),
  };
}

const saysFault = (rma: Rma, lineId: string): boolean =>
  rma.lines.some((line) => line.lineId === lineId && isMerchantFaultReason(line.reason));

/** What some of a line's refunded units are worth: of all of them exactly what Shopify says. */
const partOf = ({ worthMinor, quantity }: RefundedLine, units: number): number =>
  units === 0 ? 0 : Math.round((worthMinor * units) / quantity);
