import { aReturnLine } from "./open-rmas";
import { sumOf, unpaidUnits, type ReturnLine, type Rma } from "./rma";
import { isFinal } from "./rma-status";

/** "Koso North America reserve the choice to repair, replace or credit the defective goods" (R33). */
export const REMEDIES = ["repair", "replace", "credit"] as const;
export type RemedyChoice = (typeof REMEDIES)[number];

/** Accepted units of one return line of a case, by the line's place in it. */
export interface RemediedUnits {
  readonly place: number;
  readonly lineId: string;
  readonly units: number;
}

/** A choice for accepted units (R33): stored before it is carried out. */
export interface Remedy {
  readonly rmaId: string;
  readonly sequence: number;
  readonly choice: RemedyChoice;
  readonly state: "chosen" | "done";
  readonly lines: readonly RemediedUnits[];
  readonly tracking: string | null;
  /** Parts, work and carriage in minor units of the case's currency; null where nobody said. */
  readonly costMinor: number | null;
  readonly draftOrderId: string | null;
  readonly orderId: string | null;
  readonly orderName: string | null;
  readonly by: string;
  readonly chosenAt: Date;
  readonly doneAt: Date | null;
}

export type RemedyRefusal = "not-allowed-now" | "call-required" | "not-inspected";

/**
 * What is missing before a remedy: "No credit or replacement of goods will be made without the inspection of the goods". The
 * gates are asked in the order in which a claim passes them, and no override helps (R9, R33). A unit that was bought elsewhere
 * was never paid to us: no credit (R36).
 */
export function refusalOfRemedy(rma: Rma, choice: RemedyChoice): RemedyRefusal | null {
  if (rma.kind !== "warranty" || isFinal(rma.status)) return "not-allowed-now";
  if (rma.status === "opened") return "call-required";
  if (sumOf(rma, unpaidUnits) === 0) return "not-inspected";
  return choice === "credit" && rma.orderId === null ? "not-allowed-now" : null;
}

/** Every accepted unit that waits for its remedy. */
export const unitsToRemedy = (rma: Rma): RemediedUnits[] =>
  rma.returnLines.flatMap((line, place) => {
    const units = unpaidUnits(line);
    return units > 0 ? [{ place, lineId: line.lineId, units }] : [];
  });

/**
 * The case after units were repaired or replaced: they leave their return line, which is about money, for one that holds no
 * position. So they leave Shopify's return (R13), and their share of the price stays with the order.
 */
export function remedied(rma: Rma, done: readonly RemediedUnits[]): Rma {
  const moved: ReturnLine[] = [];
  const returnLines = rma.returnLines.map((line, place) => {
    const units = done.reduce((sum, one) => sum + (one.place === place ? one.units : 0), 0);
    if (units === 0) return line;
    moved.push({
      ...aReturnLine({ ...line, positions: [] }),
      ...{ quantity: units, received: units, accepted: units, refunded: units },
    });
    return withoutUnits(line, units);
  });
  return { ...rma, returnLines: [...returnLines, ...moved] };
}

/** The paid units are the first of the positions, the unpaid ones follow (R15). */
const withoutUnits = (line: ReturnLine, units: number): ReturnLine => ({
  ...line,
  quantity: line.quantity - units,
  received: line.received - units,
  accepted: line.accepted - units,
  positions: line.positions.toSpliced(line.refunded, units),
});
