import type { FulfillmentRecord } from "../fulfilment/records.ts";
import { proportion } from "../money.ts";
import { shipmentsOf } from "../order-figures.ts";
import type { ReturnLineRecord, ReturnRecord } from "./records.ts";
import { lineOf, type LineRecord, type OrderRecord } from "../state.ts";
import { liveReturnLines, refundedPositions, worthOf } from "../units.ts";

/** What returns come to. Nothing here changes anything. */

export interface FulfillmentLine {
  fulfillment: FulfillmentRecord;
  entry: FulfillmentRecord["lines"][number];
}

const linesOf = (fulfillments: readonly FulfillmentRecord[]): FulfillmentLine[] =>
  fulfillments.flatMap((fulfillment) => fulfillment.lines.map((entry) => ({ fulfillment, entry })));

export const findFulfillmentLine = (order: OrderRecord, id: string): FulfillmentLine | undefined =>
  linesOf(order.fulfillments).find(({ entry }) => entry.id === id);

/**
 * How many units of each fulfillment line can still go on a return: shipped, on no other return, not paid back. Money
 * paid past any return names no fulfillment; it counts against the earliest one that has units left (assumed).
 */
export function returnableUnits(order: OrderRecord): ReadonlyMap<string, number> {
  const left = new Map<string, number>();
  const live = liveReturnLines(order);
  for (const line of order.lines) {
    let paidBack = paidBackDirectly(order, line);
    for (const { entry } of linesOf(shipmentsOf(order)).filter((one) => one.entry.lineItemId === line.id)) {
      const onReturns = live.filter(({ fulfillmentLineItemId }) => fulfillmentLineItemId === entry.id);
      const free = entry.quantity - onReturns.reduce((sum, { positions }) => sum + positions.length, 0);
      const taken = Math.min(free, paidBack);
      paidBack -= taken;
      left.set(entry.id, free - taken);
    }
  }
  return left;
}

/** Shipped units of a line that were paid back past any return and stand on none. */
function paidBackDirectly(order: OrderRecord, line: LineRecord): number {
  const onReturns = new Set(liveReturnLines(order).flatMap((one) => (one.lineItemId === line.id ? one.positions : [])));
  return order.refunds
    .filter(({ returnId }) => returnId === null)
    .flatMap(({ lines }) => lines)
    .filter(({ lineItemId }) => lineItemId === line.id)
    .reduce((sum, { positions, shipped }) => {
      const held = positions.filter((position) => onReturns.has(position)).length;
      return sum + Math.max(shipped - held, 0);
    }, 0);
}

/** Units of a return line that its own return has paid back. */
export function refundedThrough(order: OrderRecord, { id: returnId }: ReturnRecord, line: ReturnLineRecord): number[] {
  const own = new Set(line.positions);
  return order.refunds
    .filter((refund) => refund.returnId === returnId)
    .flatMap(({ lines }) => lines)
    .filter(({ lineItemId }) => lineItemId === line.lineItemId)
    .flatMap(({ positions }) => positions)
    .filter((position) => own.has(position));
}

export const unprocessedOf = (line: ReturnLineRecord): number[] =>
  line.positions.filter((position) => !line.processed.includes(position));

/** Units of a return line that nothing has paid back. */
export function refundableOf(order: OrderRecord, line: ReturnLineRecord): number[] {
  const gone = new Set(refundedPositions(order, lineOf(order, line.lineItemId)));
  return line.positions.filter((position) => !gone.has(position));
}

/** The units that are processed next: lowest first, those that were paid back elsewhere last. */
export function nextToProcess(order: OrderRecord, line: ReturnLineRecord, units: number): number[] {
  const refundable = new Set(refundableOf(order, line));
  const open = unprocessedOf(line);
  return [...open.filter((one) => refundable.has(one)), ...open.filter((one) => !refundable.has(one))].slice(0, units);
}

/** The units that are paid back next, as far as a suggestion goes: those still to be processed first. */
export function nextToRefund(order: OrderRecord, line: ReturnLineRecord, units: number): number[] {
  const open = new Set(unprocessedOf(line));
  const refundable = refundableOf(order, line);
  return [...refundable.filter((one) => open.has(one)), ...refundable.filter((one) => !open.has(one))].slice(0, units);
}

const FEE_STEPS = 10_000;

/** A percentage of what units are worth without tax, rounded half up (RULES R14, R15). */
export function feeOn(line: LineRecord, positions: readonly number[], terms: FeeTerms): number {
  const { subtotal, tax } = worthOf(line, positions);
  const base = terms.taxesIncluded ? subtotal - tax : subtotal;
  return proportion(base, Math.round(terms.percentage * FEE_STEPS), 100 * FEE_STEPS);
}

export interface FeeTerms {
  percentage: number;
  taxesIncluded: boolean;
}

/** The fee of the next units: that of all so far less what was taken, so that it is rounded once in all. */
export function feeStep(
  order: OrderRecord,
  record: ReturnRecord,
  { line, positions, taxesIncluded }: { line: ReturnLineRecord; positions: readonly number[]; taxesIncluded: boolean },
): number {
  if (line.fee === null) return 0;
  const terms = { percentage: line.fee.percentage, taxesIncluded };
  const ordered = lineOf(order, line.lineItemId);
  const before = refundedThrough(order, record, line);
  return feeOn(ordered, [...before, ...positions], terms) - feeOn(ordered, before, terms);
}

/** `OrderReturnStatus`: the most urgent of all returns (order of urgency assumed). */
export function returnStatusOf(order: OrderRecord): string {
  const statuses = order.returns.map(({ status }) => status);
  if (statuses.includes("REQUESTED")) return "RETURN_REQUESTED";
  if (statuses.includes("OPEN")) return isInspected(order) ? "INSPECTION_COMPLETE" : "IN_PROGRESS";
  return statuses.includes("CLOSED") ? "RETURNED" : "NO_RETURN";
}

const isInspected = (order: OrderRecord): boolean =>
  order.returns
    .filter(({ status }) => status === "OPEN")
    .every(({ reverseOrders }) => reverseOrders.every(({ status }) => status === "CLOSED"));
