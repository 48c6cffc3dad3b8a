import { compareInQueue, type QueueKey } from "./queue";
import type { SkipReason } from "./skip-rules";

/** A line of the queue, with the units that may be given to it now. */
export interface WantingLine extends QueueKey {
  readonly wanted: number;
}

export interface Grant<Line> {
  readonly line: Line;
  readonly units: number;
}

interface Standing {
  readonly waiting: number;
  readonly asking: number;
  /** Why it is passed over now; null when it is served. */
  readonly skip: SkipReason | null;
}

/**
 * Units of a line that take part when stock is given out. What stock covers on order is promised to the order, paid or
 * not (R22): a line that is skipped still asks the first time, unless its order is cancelled.
 */
export function wantedUnits({ waiting, asking, skip }: Standing): number {
  if (skip === null) return waiting;
  return skip === "cancelled" ? 0 : Math.min(asking, waiting);
}

/**
 * "Back ordered items will be shipped as they become available", first come first served (R23): free units go to the
 * lines in the order of the queue, in part where they do not suffice. Never more than there is. Need 4 then 1, arrival
 * 3: 3 to the first, 0 to the second. `app/db/allocation.server.ts` does the same to a hundred thousand lines.
 */
export function planRelease<Line extends WantingLine>(lines: readonly Line[], free: number): Grant<Line>[] {
  const grants: Grant<Line>[] = [];
  let left = free;
  for (const line of lines.filter(({ wanted }) => wanted > 0).sort(compareInQueue)) {
    if (left <= 0) break;
    const units = Math.min(left, line.wanted);
    grants.push({ line, units });
    left -= units;
  }
  return grants;
}
