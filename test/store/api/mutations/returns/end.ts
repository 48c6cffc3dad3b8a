import type { ReturnRecord } from "../../../returns/records.ts";
import type { StoreState } from "../../../state.ts";
import { emitOrder, emitReturn } from "../../../webhooks/emit.ts";
import type { View } from "../../view.ts";
import { change, problem } from "./payload.ts";

/** Something was inspected, processed or paid back: the return cannot be undone any more. */
const isWorkedOn = (record: ReturnRecord): boolean =>
  record.lines.some(({ processed }) => processed.length > 0) ||
  record.reverseOrders.some(({ lines }) => lines.some(({ dispositions }) => dispositions.length > 0));

/** `returnCancel`: only before any inspection or refund; its units are free for another return. */
export const returnCancel = (state: StoreState, { id }: { id: string }): View =>
  change(
    state,
    { type: "ReturnCancelPayload", id, field: ["id"], from: "OPEN", message: "Return is not open." },
    ({ order, record }) => {
      const isPaid = order.refunds.some(({ returnId }) => returnId === record.id);
      if (isPaid || isWorkedOn(record))
        return [problem(["id"], "INVALID_STATE", "Return has been processed and can't be canceled.")];
      record.status = "CANCELED";
      for (const reverse of record.reverseOrders) reverse.status = "CANCELED";
      emitReturn(state, order, record, "returns/cancel");
      emitOrder(state, order, "orders/updated");
      return [];
    },
  );

/** `returnClose`: done, whatever of it was processed; what was not stays on it. */
export const returnClose = (state: StoreState, { id }: { id: string }): View =>
  change(
    state,
    { type: "ReturnClosePayload", id, field: ["id"], from: "OPEN", message: "Return is not open." },
    ({ order, record }) => {
      record.status = "CLOSED";
      record.closedAt = state.now();
      emitReturn(state, order, record, "returns/close");
      emitOrder(state, order, "orders/updated");
      return [];
    },
  );

/** `returnReopen`: a closed return goes on. */
export const returnReopen = (state: StoreState, { id }: { id: string }): View =>
  change(
    state,
    { type: "ReturnReopenPayload", id, field: ["id"], from: "CLOSED", message: "Return is not closed." },
    ({ order, record }) => {
      record.status = "OPEN";
      record.closedAt = null;
      emitReturn(state, order, record, "returns/reopen");
      emitOrder(state, order, "orders/updated");
      return [];
    },
  );
