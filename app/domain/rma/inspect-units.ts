import { isMerchantFaultReason } from "../policy/return-question";
import type { PolicyVersion } from "../policy/policy-settings";
import { err, ok, type Result } from "../result";
import { aReturnLine, feeFor } from "./open-rmas";
import { uninspectedUnits, type ReturnLine, type Rma, type RmaLine } from "./rma";
import { nextStatus, type NotAllowedNow } from "./rma-status";

/** What an inspector finds: the first two of a return, the others of a claim (R33). */
export const INSPECTION_RESULTS = [
  "accepted",
  "rejected",
  "manufacturing-defect",
  "no-fault-found",
  "misuse",
  "install-damage",
] as const;
type InspectionResult = (typeof INSPECTION_RESULTS)[number];

/** How the goods are (R39). */
export const CONDITIONS = ["good", "used", "carrier-damage"] as const;
type Condition = (typeof CONDITIONS)[number];

/** Received units of one order line that were found alike. */
export interface InspectedUnits {
  readonly lineId: string;
  readonly quantity: number;
  readonly result: InspectionResult;
  readonly condition: Condition | null;
  readonly restock: boolean;
}

/** What an inspection makes of units. */
export interface InspectionOutcome {
  readonly outcome: "accepted" | "rejected" | "fault-denied";
  /** Only accepted, resellable units go back on the shelf (R38, R39). */
  readonly restock: boolean;
}

export type InspectionRejection =
  NotAllowedNow | { readonly code: "not-received"; readonly lineId: string; readonly uninspected: number };

/**
 * What becomes of units by what was found. Carrier damage is the merchant's fault with reason `damaged-in-transit`, and on the
 * way back a reason to reject (R39). Where the merchant's fault was claimed and the inspector finds none (`no-fault-found`,
 * goods that were said to be damaged and are `good`, or good goods rejected), the fault is denied, not the goods (R16).
 */
export function outcomeOf(line: RmaLine, { result, condition, restock }: InspectedUnits): InspectionOutcome {
  const claimsFault = isMerchantFaultReason(line.reason);
  const wasDamagedOnItsWayBack = condition === "carrier-damage" && line.reason !== "damaged-in-transit";
  const isAccepted = result === "accepted" || result === "manufacturing-defect";
  if (claimsFault && deniesFault(line, result, condition)) return { outcome: "fault-denied", restock };
  if (!isAccepted || wasDamagedOnItsWayBack) return { outcome: "rejected", restock: false };
  return { outcome: "accepted", restock: restock && (condition === null || condition === "good") };
}

function deniesFault(line: RmaLine, result: InspectionResult, condition: Condition | null): boolean {
  if (result === "no-fault-found") return true;
  if (line.reason === "damaged-in-transit" && result === "accepted") return condition === "good";
  // Good goods have nothing else to be rejected for.
  return result === "rejected" && (condition === null || condition === "good");
}

export interface InspectionInput {
  readonly units: readonly InspectedUnits[];
  readonly policy: PolicyVersion;
  /** Order lines whose goods are electronic: with the fault denied they are sent back (R16). */
  readonly electronicLineIds: ReadonlySet<string>;
}

/** Records what was found of received units (R12, R33, R39). All or nothing: more units than arrived are refused. */
export function inspect(rma: Rma, input: InspectionInput): Result<Rma, InspectionRejection> {
  const status = nextStatus(rma.status, "inspect");
  if (!status.ok) return status;
  let returnLines = rma.returnLines;
  for (const units of input.units) {
    const line = rma.lines.find(({ lineId }) => lineId === units.lineId);
    const uninspected = returnLines
      .filter(({ lineId }) => lineId === units.lineId)
      .reduce((sum, returnLine) => sum + uninspectedUnits(returnLine), 0);
    if (!line || uninspected < units.quantity) return err({ code: "not-received", lineId: units.lineId, uninspected });
    returnLines = apply(returnLines, { line, units, input });
  }
  return ok({ ...rma, status: status.value, returnLines });
}

function apply(
  returnLines: readonly ReturnLine[],
  { line, units, input }: { line: RmaLine; units: InspectedUnits; input: InspectionInput },
): ReturnLine[] {
  const { outcome } = outcomeOf(line, units);
  const moved: ReturnLine[] = [];
  let left = units.quantity;
  const after = returnLines.map((returnLine) => {
    const here = returnLine.lineId === line.lineId ? Math.min(left, uninspectedUnits(returnLine)) : 0;
    if (here === 0) return returnLine;
    left -= here;
    if (outcome === "accepted") return { ...returnLine, accepted: returnLine.accepted + here };
    if (outcome === "rejected" || input.electronicLineIds.has(line.lineId)) return rejectUnits(returnLine, here);
    const { stays, withFee } = bearFee(returnLine, here, feeFor("unwanted", input.policy));
    moved.push(withFee);
    return stays;
  });
  return [...after, ...moved];
}

/** Rejected units give their positions back: the highest, because accepted units keep the lowest (R15). */
const rejectUnits = (line: ReturnLine, units: number): ReturnLine => ({
  ...line,
  rejected: line.rejected + units,
  positions: line.positions.slice(0, Math.max(line.refunded, line.positions.length - units)),
});

/** The merchant is not at fault: the units leave their return line and come back on one with the fee, accepted (R16). */
function bearFee(line: ReturnLine, units: number, feeBasisPoints: number): { stays: ReturnLine; withFee: ReturnLine } {
  const kept = line.positions.length - units;
  const stays = {
    ...line,
    quantity: line.quantity - units,
    received: line.received - units,
    positions: line.positions.slice(0, kept),
  };
  const positions = line.positions.slice(kept);
  return {
    stays,
    withFee: { ...aReturnLine({ ...line, positions, feeBasisPoints }), received: units, accepted: units },
  };
}
