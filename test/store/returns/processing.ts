import type { RefundRecord } from "../refunds/records.ts";
import type { Tender } from "../refunds/payments.ts";
import { bookRefund, type RefundDraft } from "../refunds/booking.ts";
import type { ReturnLineRecord, ReturnRecord } from "./records.ts";
import { lineOf, type OrderRecord, type StoreState } from "../state.ts";
import { emitDisposed, emitMovedLevels, emitOrder, emitRefund, emitReturn } from "../webhooks/emit.ts";
import { dispose, type Disposal } from "./dispositions.ts";
import { feeStep, nextToProcess, refundableOf } from "./figures.ts";
import { openShippingFee } from "./suggestion.ts";

export interface ProcessedLine {
  line: ReturnLineRecord;
  quantity: number;
  disposals: readonly Disposal[];
}

export interface Processing {
  record: ReturnRecord;
  lines: readonly ProcessedLine[];
  /** Null: nothing is paid back, the units only count as processed. */
  payout: { tenders: readonly Tender[]; shipping: number } | null;
  note: string;
  userId: number | null;
}

/**
 * Confirms that units came back, says what became of them, and pays back what it is told to. Sends returns/process,
 * reverse_fulfillment_orders/dispose, refunds/create, orders/updated and the stock that moved.
 */
export function processUnits(state: StoreState, order: OrderRecord, processing: Processing): RefundRecord | null {
  const { record, lines, payout } = processing;
  const units = lines.map(({ line, quantity }) => nextToProcess(order, line, quantity));
  const refund =
    payout === null ? null : bookRefund(state, order, draftOf(state, order, { ...processing, payout, units }));
  for (const [index, { line }] of lines.entries()) line.processed.push(...(units[index] ?? []));
  const disposals = lines.flatMap((line) => line.disposals);
  dispose(state, order, { record, disposals });
  emitReturn(state, order, record, "returns/process");
  for (const reverse of new Set(disposals.map((one) => one.reverse))) emitDisposed(state, record, reverse);
  if (refund) emitRefund(state, order, refund);
  emitOrder(state, order, "orders/updated");
  emitMovedLevels(state);
  return refund;
}

type Payout = NonNullable<Processing["payout"]>;

function draftOf(
  state: StoreState,
  order: OrderRecord,
  { record, lines, payout, note, userId, units }: Processing & { payout: Payout; units: readonly number[][] },
): RefundDraft {
  const { taxesIncluded } = state.settings;
  const paid = lines.map(({ line, disposals }, index) => {
    const refundable = new Set(refundableOf(order, line));
    return { line, disposals, positions: (units[index] ?? []).filter((position) => refundable.has(position)) };
  });
  const fees = paid.map(({ line, positions }) => feeStep(order, record, { line, positions, taxesIncluded }));
  return {
    lines: paid.flatMap((one) => refundLines(order, one)),
    shipping: payout.shipping,
    fee: fees.reduce((sum, fee) => sum + fee, 0) + openShippingFee(order, record),
    tenders: payout.tenders,
    note,
    userId,
    returnId: record.id,
  };
}

/** One refund line for what was restocked and one for the rest (assumed: Shopify's refund lines of a return). */
function refundLines(
  order: OrderRecord,
  { line, disposals, positions }: { line: ReturnLineRecord; disposals: readonly Disposal[]; positions: number[] },
): RefundDraft["lines"] {
  const restocked = disposals.filter(({ type }) => type === "RESTOCKED");
  const count = restocked.reduce((sum, { quantity }) => sum + quantity, 0);
  const parts = [
    {
      positions: positions.slice(0, count),
      restockType: "RETURN" as const,
      locationId: restocked[0]?.locationId ?? null,
    },
    { positions: positions.slice(count), restockType: "NO_RESTOCK" as const, locationId: null },
  ];
  return parts
    .filter((part) => part.positions.length > 0)
    .map((part) => ({ ...part, line: lineOf(order, line.lineItemId), shipped: part.positions.length }));
}
