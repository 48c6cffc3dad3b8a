import type { ReturnLineRecord, ReturnRecord, ReverseOrderRecord } from "./records.ts";
import { lineOf, type OrderRecord, type StoreState } from "../state.ts";
import { takeForEach, takeFree } from "../units.ts";
import { emitOrder, emitReturn } from "../webhooks/emit.ts";
import type { FulfillmentLine } from "./figures.ts";

export interface WantedLine extends FulfillmentLine {
  quantity: number;
  feePercentage: number | null;
  reasonId: string | null;
  reasonNote: string;
  customerNote: string | null;
}

export interface WantedReturn {
  status: "REQUESTED" | "OPEN";
  lines: readonly WantedLine[];
  shippingFee: number | null;
  userId: number | null;
}

/**
 * Puts a return on an order: its units take the lowest free positions and keep them. An open one has its reverse
 * fulfillment order and un-archives the order. Sends returns/request or returns/approve, and orders/updated.
 */
export function openReturn(state: StoreState, order: OrderRecord, wanted: WantedReturn): ReturnRecord {
  const positions = takeForEach(
    order,
    wanted.lines.map(({ entry, quantity }) => ({ line: lineOf(order, entry.lineItemId), units: quantity })),
    takeFree,
  );
  const record: ReturnRecord = {
    id: state.ids.gid("Return"),
    name: `${order.name}-R${order.returns.length + 1}`,
    status: wanted.status,
    createdAt: state.now(),
    closedAt: null,
    approvedAt: null,
    decline: null,
    userId: wanted.userId,
    lines: wanted.lines.map((line, index) => returnLine(state, line, positions[index] ?? [])),
    shippingFee:
      wanted.shippingFee === null ? null : { id: state.ids.gid("ReturnShippingFee"), amount: wanted.shippingFee },
    reverseOrders: [],
  };
  order.returns.push(record);
  if (wanted.status === "OPEN") startReverse(state, order, record);
  emitReturn(state, order, record, wanted.status === "OPEN" ? "returns/approve" : "returns/request");
  emitOrder(state, order, "orders/updated");
  return record;
}

const returnLine = (state: StoreState, wanted: WantedLine, positions: number[]): ReturnLineRecord => ({
  id: state.ids.gid("ReturnLineItem"),
  fulfillmentLineItemId: wanted.entry.id,
  lineItemId: wanted.entry.lineItemId,
  positions,
  processed: [],
  fee: wanted.feePercentage === null ? null : { id: state.ids.gid("RestockingFee"), percentage: wanted.feePercentage },
  reasonId: wanted.reasonId,
  reasonNote: wanted.reasonNote,
  customerNote: wanted.customerNote,
});

/** An approved return: one reverse fulfillment order for all its lines (assumed), and the order is no longer archived. */
export function startReverse(state: StoreState, order: OrderRecord, record: ReturnRecord): void {
  const reverse: ReverseOrderRecord = {
    id: state.ids.gid("ReverseFulfillmentOrder"),
    status: "OPEN",
    lines: record.lines.map(({ id, positions }) => ({
      id: state.ids.gid("ReverseFulfillmentOrderLineItem"),
      returnLineId: id,
      total: positions.length,
      dispositions: [],
    })),
    deliveries: [],
  };
  record.reverseOrders.push(reverse);
  record.approvedAt = state.now();
  order.closedAt = order.cancelledAt === null ? null : order.closedAt;
}
