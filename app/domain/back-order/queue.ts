/** What decides a line's place: pinned ones first, then `processedAt`, then order number; ids break ties (R23, R24). */
export interface QueueKey {
  readonly pinned: boolean;
  readonly processedAt: Date;
  readonly orderNumber: number;
  readonly orderId: string;
  readonly lineId: string;
}

/** Order of the queue, as the ledger's index has it. */
export function compareInQueue(one: QueueKey, other: QueueKey): number {
  return (
    Number(other.pinned) - Number(one.pinned) ||
    one.processedAt.getTime() - other.processedAt.getTime() ||
    one.orderNumber - other.orderNumber ||
    compareText(one.orderId, other.orderId) ||
    compareText(one.lineId, other.lineId)
  );
}

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Where a line stands: `place` from 1, and the units that are served before it. */
export interface Place {
  readonly place: number;
  readonly unitsAhead: number;
}

/** The place of a line among those that wait. A skipped line keeps its place, so it counts (R24). */
export function placeInQueue(queue: readonly (QueueKey & { readonly waiting: number })[], key: QueueKey): Place {
  const ahead = queue.filter((line) => line.waiting > 0 && compareInQueue(line, key) < 0);
  return { place: ahead.length + 1, unitsAhead: ahead.reduce((sum, { waiting }) => sum + waiting, 0) };
}
