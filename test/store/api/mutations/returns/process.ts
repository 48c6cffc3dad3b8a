import { toMinor } from "../../../money.ts";
import { refundableOf as refundableMoney, totalsOf } from "../../../order-figures.ts";
import { leftOf, type Tender } from "../../../refunds/payments.ts";
import type { ReturnRecord } from "../../../returns/records.ts";
import { unprocessedOf } from "../../../returns/figures.ts";
import { processUnits, type ProcessedLine } from "../../../returns/processing.ts";
import { shippingOf } from "../../../returns/suggestion.ts";
import type { OrderRecord, StoreState } from "../../../state.ts";
import { NotInTheStore, type ApiContext, type View } from "../../view.ts";
import { staffNumber } from "../staff-number.ts";
import { readDisposals, type DisposeInput } from "./dispose.ts";
import { change, problem, type ReturnProblem } from "./payload.ts";

interface MoneyInput {
  amount: string;
  currencyCode: string;
}

interface ProcessInput {
  returnId: string;
  returnLineItems?: readonly { id: string; quantity: number; dispositions?: readonly DisposeInput[] | null }[] | null;
  exchangeLineItems?: readonly unknown[] | null;
  financialTransfer?: { issueRefund?: RefundWish | null } | null;
  refundShipping?: { fullRefund?: boolean | null; shippingRefundAmount?: MoneyInput | null } | null;
  refundDuties?: readonly { dutyId: string }[] | null;
  note?: string | null;
  tipLineId?: string | null;
}

interface RefundWish {
  orderTransactions: readonly { parentId: string; transactionAmount: MoneyInput }[];
  allowOverRefunding?: boolean | null;
  refundMethods?: readonly unknown[] | null;
}

/**
 * `returnProcess`: confirms units, says what became of them, and pays back what it is told to; the amount is the app's
 * to choose. Not idempotent: called twice it processes and pays twice, as far as there are units and money.
 */
export function returnProcess(state: StoreState, { input }: { input: ProcessInput }, context: ApiContext): View {
  if ((input.exchangeLineItems ?? []).length > 0) throw new NotInTheStore("exchanges in returnProcess");
  if ((input.financialTransfer?.issueRefund?.refundMethods ?? []).length > 0) throw new NotInTheStore("store credit");
  return change(
    state,
    {
      type: "ReturnProcessPayload",
      id: input.returnId,
      field: ["input", "returnId"],
      from: "OPEN",
      message: "Return is not open.",
    },
    ({ order, record }) => {
      const { lines, problems } = readLines(state, record, input);
      const money = input.financialTransfer?.issueRefund ?? null;
      const tenders = money ? readTenders(order, money) : { tenders: [], problems: [] };
      const all = [...problems, ...tenders.problems, ...shippingProblems(state, order, input), ...extraProblems(input)];
      if (all.length > 0) return all;
      const shipping = shippingOf(order, shippingWish(order, input), state.settings.taxesIncluded);
      processUnits(state, order, {
        record,
        lines,
        payout: money ? { tenders: tenders.tenders, shipping } : null,
        note: input.note ?? "",
        userId: staffNumber(context),
      });
      return [];
    },
  );
}

function readLines(
  state: StoreState,
  record: ReturnRecord,
  input: ProcessInput,
): { lines: ProcessedLine[]; problems: ReturnProblem[] } {
  const field = ["input", "returnLineItems"];
  const wanted = input.returnLineItems ?? [];
  if (wanted.length === 0 && !input.financialTransfer)
    return { lines: [], problems: [problem(field, "BLANK", "Return line items can't be blank.")] };
  const read = wanted.map(({ id, quantity, dispositions }, index) => {
    const own = [...field, String(index)];
    const line = record.lines.find((one) => one.id === id);
    if (!line) return { problems: [problem([...own, "id"], "NOT_FOUND", "Return line item does not exist.")] };
    if (wanted.findIndex((one) => one.id === id) !== index)
      return { problems: [problem(own, "TAKEN", "Return line item is named twice.")] };
    const { disposals, problems } = readDisposals(state, dispositions ?? [], [...own, "dispositions"]);
    const disposed = disposals.reduce((sum, one) => sum + one.quantity, 0);
    if (quantity < 1) problems.push(problem([...own, "quantity"], "GREATER_THAN", "Quantity must be greater than 0."));
    if (quantity > unprocessedOf(line).length) {
      const message = "Quantity exceeds the processable quantity.";
      problems.push(problem([...own, "quantity"], "LESS_THAN_OR_EQUAL_TO", message));
    }
    if (disposals.some((one) => one.line.returnLineId !== id))
      problems.push(problem([...own, "dispositions"], "INVALID", "Disposition is of another return line item."));
    if (disposed > quantity)
      problems.push(problem([...own, "dispositions"], "INVALID", "Dispositions exceed the quantity."));
    return { line: { line, quantity, disposals }, problems };
  });
  return {
    lines: read.flatMap((one) => ("line" in one ? [one.line] : [])),
    problems: read.flatMap((one) => one.problems),
  };
}

/** Each payment gives back no more than it has left, and all together no more than was paid, unless told to. */
function readTenders(
  order: OrderRecord,
  { orderTransactions, allowOverRefunding }: RefundWish,
): { tenders: Tender[]; problems: ReturnProblem[] } {
  const field = ["input", "financialTransfer", "issueRefund", "orderTransactions"];
  const asked = new Map<string, number>();
  const read = orderTransactions.map(({ parentId, transactionAmount }, index) => {
    const own = [...field, String(index)];
    const payment = order.transactions.find(({ id, kind }) => id === parentId && kind === "SALE");
    if (!payment) return problem([...own, "parentId"], "NOT_FOUND", "Parent transaction does not exist.");
    const amountField = [...own, "transactionAmount"];
    if (transactionAmount.currencyCode !== order.currency)
      return problem(amountField, "INVALID", "Currency must be the presentment currency of the order.");
    const amount = toMinor(transactionAmount.amount, order.currency);
    if (amount <= 0) return problem(amountField, "GREATER_THAN", "Amount must be greater than 0.");
    const before = asked.get(parentId) ?? 0;
    asked.set(parentId, before + amount);
    if (allowOverRefunding !== true && amount + before > leftOf(order, payment))
      return problem(amountField, "LESS_THAN_OR_EQUAL_TO", "Amount exceeds what can be refunded of the transaction.");
    return { payment, amount };
  });
  const tenders = read.filter((one) => "payment" in one);
  const problems = read.filter((one) => "code" in one);
  const total = tenders.reduce((sum, { amount }) => sum + amount, 0);
  if (problems.length === 0 && allowOverRefunding !== true && total > refundableMoney(order))
    problems.push(problem(field, "LESS_THAN_OR_EQUAL_TO", "Refund exceeds what was paid for the order."));
  return { tenders, problems };
}

const shippingWish = (order: OrderRecord, { refundShipping }: ProcessInput) => ({
  fullRefund: refundShipping?.fullRefund ?? false,
  amount: refundShipping?.shippingRefundAmount
    ? toMinor(refundShipping.shippingRefundAmount.amount, order.currency)
    : undefined,
});

function shippingProblems(state: StoreState, order: OrderRecord, input: ProcessInput): ReturnProblem[] {
  const given = input.refundShipping?.shippingRefundAmount;
  const own = ["input", "refundShipping", "shippingRefundAmount"];
  if (!given) return [];
  if (given.currencyCode !== order.currency)
    return [problem(own, "INVALID", "Currency must be the presentment currency of the order.")];
  const { shippingLeft } = totalsOf(order, state.settings.taxesIncluded);
  const amount = toMinor(given.amount, order.currency);
  if (amount < 0) return [problem(own, "GREATER_THAN_OR_EQUAL_TO", "Amount must be greater than or equal to 0.")];
  return amount > shippingLeft
    ? [problem(own, "LESS_THAN_OR_EQUAL_TO", "Amount exceeds what can be refunded of the shipping.")]
    : [];
}

/** The store's orders carry neither duties nor tips: nothing of that kind can be named. */
function extraProblems({ refundDuties, tipLineId }: ProcessInput): ReturnProblem[] {
  const duties = (refundDuties ?? []).map((_duty, index) =>
    problem(["input", "refundDuties", String(index), "dutyId"], "NOT_FOUND", "Duty does not exist."),
  );
  return tipLineId ? [...duties, problem(["input", "tipLineId"], "NOT_FOUND", "Tip line does not exist.")] : duties;
}
