import { shareOfUnits } from "./money.ts";
import type { LineRecord, OrderRecord } from "./state.ts";
import type { ReturnLineRecord, ReturnStatus } from "./returns/records.ts";

/**
 * Which of a line's units are held by what. Units have positions from 0; what is asked for or cancelled takes the lowest
 * free ones and keeps them, and every amount is a share of positions (RULES R15). Nothing here changes anything.
 */

const LIVE: ReadonlySet<ReturnStatus> = new Set(["REQUESTED", "OPEN", "CLOSED"]);

/** Price of the whole line as ordered, after every discount; with its tax where prices include it. */
export const lineTotal = (line: LineRecord): number =>
  line.unitPrice * line.quantity - line.lineDiscount - line.orderDiscount;

export const refundedPositions = (order: OrderRecord, line: LineRecord): number[] =>
  order.refunds
    .flatMap(({ lines }) => lines)
    .filter(({ lineItemId }) => lineItemId === line.id)
    .flatMap(({ positions }) => positions);

/** The return lines of an order that hold their units: not those of declined and cancelled returns. */
export const liveReturnLines = (order: OrderRecord): ReturnLineRecord[] =>
  order.returns.filter(({ status }) => LIVE.has(status)).flatMap(({ lines }) => lines);

const returnedPositions = (order: OrderRecord, line: LineRecord): number[] =>
  liveReturnLines(order)
    .filter(({ lineItemId }) => lineItemId === line.id)
    .flatMap(({ positions }) => positions);

const allBut = (line: LineRecord, held: Iterable<number>): number[] => {
  const gone = new Set(held);
  return Array.from({ length: line.quantity }, (_unit, position) => position).filter((one) => !gone.has(one));
};

/** Units that the customer keeps or still gets. */
export const keptPositions = (order: OrderRecord, line: LineRecord): number[] =>
  allBut(line, [...line.removedPositions, ...refundedPositions(order, line)]);

/** The lowest units that nothing holds. @throws Error when there are fewer. */
export function takeFree(order: OrderRecord, line: LineRecord, units: number): number[] {
  const onReturns = new Set(returnedPositions(order, line));
  return lowest(
    keptPositions(order, line).filter((position) => !onReturns.has(position)),
    { units, of: line },
  );
}

/** For money paid past a return: free units first, then those that stand on a return. @throws Error when there are fewer. */
export function takeKept(order: OrderRecord, line: LineRecord, units: number): number[] {
  const onReturns = new Set(returnedPositions(order, line));
  const kept = keptPositions(order, line);
  const free = kept.filter((position) => !onReturns.has(position));
  const held = kept.filter((position) => onReturns.has(position));
  return lowest([...free, ...held], { units, of: line });
}

type Take = (order: OrderRecord, line: LineRecord, units: number) => number[];

/** Takes units for several entries at once; a second entry of one line takes those after the first. */
export function takeForEach(
  order: OrderRecord,
  wanted: readonly { line: LineRecord; units: number }[],
  take: Take,
): number[][] {
  const taken = new Map<string, number>();
  return wanted.map(({ line, units }) => {
    const before = taken.get(line.id) ?? 0;
    taken.set(line.id, before + units);
    return take(order, line, before + units).slice(before);
  });
}

function lowest(positions: readonly number[], { units, of }: { units: number; of: LineRecord }): number[] {
  if (positions.length < units)
    throw new Error(`Only ${positions.length} units of ${of.title} are free, not ${units}.`);
  return positions.slice(0, units);
}

export interface Worth {
  subtotal: number;
  tax: number;
}

/** What units are worth after discounts: the sum of their shares of the line and of its tax. */
export const worthOf = (line: LineRecord, positions: readonly number[]): Worth => ({
  subtotal: shareOfPositions(line, lineTotal(line), positions),
  tax: shareOfPositions(line, line.tax, positions),
});

/** What units have of an amount of the whole line. */
export const shareOfPositions = (line: LineRecord, total: number, positions: readonly number[]): number =>
  positions.reduce((sum, from) => sum + shareOfUnits(total, { from, count: 1, of: line.quantity }), 0);

export const addWorth = (worths: readonly Worth[]): Worth => ({
  subtotal: worths.reduce((sum, { subtotal }) => sum + subtotal, 0),
  tax: worths.reduce((sum, { tax }) => sum + tax, 0),
});

/** What counts as money: tax is inside the price or on top of it. */
export const grossOf = ({ subtotal, tax }: Worth, taxesIncluded: boolean): number =>
  subtotal + (taxesIncluded ? 0 : tax);
