import type { RefundLineRecord, RefundRecord } from "./records.ts";
import type { Tender } from "./payments.ts";
import type { LineRecord, OrderRecord, StoreState } from "../state.ts";
import { addWorth, grossOf, worthOf } from "../units.ts";

export interface RefundDraft {
  lines: readonly (Pick<RefundLineRecord, "positions" | "shipped" | "restockType" | "locationId"> & {
    line: LineRecord;
  })[];
  shipping: number;
  /** Kept of what the lines are worth. */
  fee: number;
  tenders: readonly Tender[];
  note: string;
  userId: number | null;
  returnId: string | null;
  processedAt?: Date;
  discrepancyReason?: string;
}

/** What a refund comes to by its lines, before anybody chooses an amount. */
export const worthOfDraft = (
  { lines, shipping, fee }: Pick<RefundDraft, "lines" | "shipping" | "fee">,
  taxesIncluded: boolean,
): number =>
  grossOf(addWorth(lines.map(({ line, positions }) => worthOf(line, positions))), taxesIncluded) + shipping - fee;

/**
 * Books a refund with its transactions; stock is the caller's. Where money moves, and another amount than the lines come
 * to, the rest is a discrepancy; a refund without money leaves what it is worth owing.
 */
export function bookRefund(state: StoreState, order: OrderRecord, draft: RefundDraft): RefundRecord {
  const amount = draft.tenders.reduce((sum, tender) => sum + tender.amount, 0);
  const paid = draft.tenders.map(({ payment, amount: part }) => ({
    id: state.ids.gid("OrderTransaction"),
    kind: "REFUND" as const,
    gateway: payment.gateway,
    amount: part,
    createdAt: state.now(),
    parentId: payment.id,
  }));
  const refund: RefundRecord = {
    id: state.ids.gid("Refund"),
    createdAt: state.now(),
    processedAt: draft.processedAt ?? state.now(),
    note: draft.note,
    userId: draft.userId,
    returnId: draft.returnId,
    shipping: draft.shipping,
    fee: draft.fee,
    amount,
    discrepancy: amount === 0 ? 0 : amount - worthOfDraft(draft, state.settings.taxesIncluded),
    discrepancyReason: draft.discrepancyReason ?? null,
    transactionIds: paid.map(({ id }) => id),
    lines: draft.lines.map(({ line, positions, shipped, restockType, locationId }) => ({
      id: state.ids.gid("RefundLineItem"),
      lineItemId: line.id,
      positions,
      shipped,
      restockType,
      locationId,
      ...worthOf(line, positions),
    })),
  };
  order.refunds.push(refund);
  order.transactions.push(...paid);
  return refund;
}
