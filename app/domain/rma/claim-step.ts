import { sumOf, openUnits, uninspectedUnits, unpaidUnits, type Rma } from "./rma";
import { isFinal } from "./rma-status";

/** What a claim waits for next, in the order of its way (R32, R33). */
export const CLAIM_STEPS = ["call", "decision", "inspection", "remedy", "parcel"] as const;
export type ClaimStep = (typeof CLAIM_STEPS)[number];

/** Where a claim stands: its status and its units. */
export interface ClaimStanding {
  readonly status: Rma["status"];
  readonly open: number;
  readonly uninspected: number;
  readonly unpaid: number;
}

/**
 * The next step of a claim; null when nothing is left to do. What staff owe comes before what the customer owes: a case that
 * waits for a parcel and for an inspection waits for the inspection.
 */
export function nextStepOf({ status, open, uninspected, unpaid }: ClaimStanding): ClaimStep | null {
  if (isFinal(status)) return null;
  if (status === "opened") return "call";
  if (status === "troubleshooting") return "decision";
  if (uninspected > 0) return "inspection";
  if (unpaid > 0) return "remedy";
  return open > 0 ? "parcel" : null;
}

/** The same of a whole case. */
export const nextStepOfClaim = (rma: Rma): ClaimStep | null =>
  nextStepOf({
    status: rma.status,
    open: sumOf(rma, openUnits),
    uninspected: sumOf(rma, uninspectedUnits),
    unpaid: sumOf(rma, unpaidUnits),
  });
