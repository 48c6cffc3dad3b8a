import type { ReturnLineRecord, ReturnRecord } from "../../../returns/records.ts";
import { closeWhenDisposed, disposedUnits } from "../../../returns/dispositions.ts";
import { unprocessedOf } from "../../../returns/figures.ts";
import type { StoreState } from "../../../state.ts";
import { emitOrder, emitReturn } from "../../../webhooks/emit.ts";
import { NotInTheStore, type View } from "../../view.ts";
import { change, problem, type ReturnProblem } from "./payload.ts";

interface RemoveArguments {
  returnId: string;
  returnLineItems?: readonly { returnLineItemId: string; quantity: number }[] | null;
  exchangeLineItems?: readonly unknown[] | null;
}

/** `removeFromReturn`: takes units off that were not processed, the highest first; they are free for another return. */
export function removeFromReturn(state: StoreState, args: RemoveArguments): View {
  if ((args.exchangeLineItems ?? []).length > 0) throw new NotInTheStore("exchanges in removeFromReturn");
  const wanted = args.returnLineItems ?? [];
  return change(
    state,
    {
      type: "RemoveFromReturnPayload",
      id: args.returnId,
      field: ["returnId"],
      from: "OPEN",
      message: "Return is not open.",
    },
    ({ order, record }) => {
      const problems = problemsOf(record, wanted);
      if (problems.length > 0) return problems;
      for (const { returnLineItemId, quantity } of wanted) takeOff(record, returnLineItemId, quantity);
      emitReturn(state, order, record, "returns/update");
      emitOrder(state, order, "orders/updated");
      return [];
    },
  );
}

/** Units that can leave: neither processed nor disposed of. */
function removable(record: ReturnRecord, line: ReturnLineRecord): number {
  const reverse = record.reverseOrders.flatMap(({ lines }) => lines).find((one) => one.returnLineId === line.id);
  return Math.min(unprocessedOf(line).length, line.positions.length - (reverse ? disposedUnits(reverse) : 0));
}

function problemsOf(
  record: ReturnRecord,
  wanted: NonNullable<RemoveArguments["returnLineItems"]>,
): readonly ReturnProblem[] {
  if (wanted.length === 0) return [problem(["returnLineItems"], "BLANK", "Return line items can't be blank.")];
  const problems = wanted.flatMap(({ returnLineItemId, quantity }, index) => {
    const own = ["returnLineItems", String(index)];
    const line = record.lines.find(({ id }) => id === returnLineItemId);
    if (!line) return [problem([...own, "returnLineItemId"], "NOT_FOUND", "Return line item does not exist.")];
    if (wanted.findIndex((one) => one.returnLineItemId === returnLineItemId) !== index)
      return [problem(own, "TAKEN", "Return line item is named twice.")];
    if (quantity < 1) return [problem([...own, "quantity"], "GREATER_THAN", "Quantity must be greater than 0.")];
    if (quantity > removable(record, line))
      return [problem([...own, "quantity"], "INVALID", "Quantity exceeds what can be removed.")];
    return [];
  });
  const left = record.lines.reduce((sum, { positions }) => sum + positions.length, 0);
  const gone = wanted.reduce((sum, { quantity }) => sum + quantity, 0);
  // Assumed: a return keeps at least one unit; an empty one is cancelled with returnCancel.
  if (problems.length === 0 && gone >= left)
    return [problem(["returnLineItems"], "INVALID", "Return must have at least one line item.")];
  return problems;
}

function takeOff(record: ReturnRecord, lineId: string, quantity: number): void {
  const line = record.lines.find(({ id }) => id === lineId);
  if (!line) return;
  const gone = new Set(unprocessedOf(line).slice(-quantity));
  line.positions = line.positions.filter((position) => !gone.has(position));
  for (const reverse of record.reverseOrders) {
    for (const one of reverse.lines) if (one.returnLineId === lineId) one.total -= quantity;
    reverse.lines = reverse.lines.filter(({ total }) => total > 0);
    closeWhenDisposed(reverse);
  }
  if (line.positions.length === 0) record.lines = record.lines.filter((one) => one !== line);
}
