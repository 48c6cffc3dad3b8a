import { mulDivHalfUp } from "../money";

const WHOLE_IN_BASIS_POINTS = 10_000;

/**
 * "Restock fees of 25% applied on return goods": that part of the paid share of one Shopify return line, rounded half up
 * at the minor unit (R14). The refund is share less fee; 75 % is never worked out on its own.
 */
export function restockFee(shareMinor: number, feeBasisPoints: number): number {
  return mulDivHalfUp(shareMinor, feeBasisPoints, WHOLE_IN_BASIS_POINTS);
}

export interface FeeStep {
  /** Paid share of every unit of the return line accepted so far, these included. */
  readonly acceptedShareMinor: number;
  /** Fee that earlier steps took on the same return line. */
  readonly takenMinor: number;
  readonly feeBasisPoints: number;
}

/** Paid in steps: the fee of all that was accepted so far, less what was taken, so that steps never round twice (R14). */
export function nextFee({ acceptedShareMinor, takenMinor, feeBasisPoints }: FeeStep): number {
  return restockFee(acceptedShareMinor, feeBasisPoints) - takenMinor;
}
