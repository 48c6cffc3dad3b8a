import { mulDivHalfUp } from "../money";

/**
 * What the first `units` of a line's `quantity` units have of its total (paid amount or tax, minor units): rounded half up.
 * Cumulative, so that any split sums to the line (R15): 89.99 over 3 is 30.00, 29.99, 30.00.
 */
export function cumulativeShare(totalMinor: number, quantity: number, units: number): number {
  return mulDivHalfUp(totalMinor, units, quantity);
}

/** What the unit at a position (from 0) has of the line's total: the step between two cumulative shares (R15). */
export function shareOfPosition(totalMinor: number, quantity: number, position: number): number {
  return cumulativeShare(totalMinor, quantity, position + 1) - cumulativeShare(totalMinor, quantity, position);
}

/** What the units at these positions have of the line's total, in minor units (R15). */
export function shareOfPositions(totalMinor: number, quantity: number, positions: readonly number[]): number {
  let share = 0;
  let next = 0;
  while (next < positions.length) {
    const from = positions[next] ?? 0;
    let to = from;
    // A run of neighbours is one step of the cumulative share.
    while (positions[next] === to) {
      to += 1;
      next += 1;
    }
    share += cumulativeShare(totalMinor, quantity, to) - cumulativeShare(totalMinor, quantity, from);
  }
  return share;
}

/**
 * The lowest positions (from 0) that nothing holds: what a request or a cancellation takes and keeps (R15).
 * Throws RangeError when fewer than `units` are free: callers have checked the quantity.
 */
export function lowestFreePositions(quantity: number, held: readonly number[], units: number): number[] {
  const taken = held.length === 0 ? null : new Set(held);
  const free: number[] = [];
  for (let position = 0; position < quantity && free.length < units; position += 1) {
    if (!taken?.has(position)) free.push(position);
  }
  if (free.length < units) throw new RangeError(`Only ${free.length} of ${units} units are free`);
  return free;
}
