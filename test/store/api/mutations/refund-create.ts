import { refundUnits, type ChosenUnits } from "../../refunds/units.ts";
import type { RestockType } from "../../refunds/records.ts";
import { leftOf, type Tender } from "../../refunds/payments.ts";
import { toMinor } from "../../money.ts";
import { currentUnits, refundableOf, shippedUnits, totalsOf, unfulfilledUnits } from "../../order-figures.ts";
import type { LineRecord, OrderRecord, StoreState } from "../../state.ts";
import { emitMovedLevels, emitOrder, emitRefund } from "../../webhooks/emit.ts";
import { demandWrite } from "../access.ts";
import { NotInTheStore, type ApiContext, type View } from "../view.ts";
import { orderView } from "../views/order-view.ts";
import { refundView } from "../views/refund-view.ts";
import { staffNumber } from "./staff-number.ts";

export interface RefundLineInput {
  lineItemId: string;
  quantity: number;
  restockType?: string | null;
  locationId?: string | null;
}

interface RefundInput {
  orderId: string;
  note?: string | null;
  currency?: string | null;
  processedAt?: string | null;
  allowOverRefunding?: boolean | null;
  discrepancyReason?: string | null;
  refundLineItems?: readonly RefundLineInput[] | null;
  refundDuties?: readonly unknown[] | null;
  refundMethods?: readonly unknown[] | null;
  shipping?: { amount?: string | null; fullRefund?: boolean | null } | null;
  transactions?: readonly TransactionInput[] | null;
}

interface TransactionInput {
  amount: string;
  gateway: string;
  kind: string;
  orderId: string;
  parentId?: string | null;
}

interface Problem {
  field: readonly string[];
  message: string;
}

const problem = (field: readonly string[], message: string): Problem => ({ field: ["input", ...field], message });

/**
 * `refundCreate`: cancels what has not shipped, takes back or writes off what has, and pays what its transactions say.
 * Refusals are plain UserErrors, without a code; asked again with the same key it answers the first time's answer.
 */
export function refundCreate(state: StoreState, { input }: { input: RefundInput }, context: ApiContext): View {
  demandWrite(input.orderId, context.scopes, "refundCreate");
  if ((input.refundMethods ?? []).length > 0) throw new NotInTheStore("store credit in refundCreate");
  const order = state.orders.get(input.orderId);
  if (!order) return refused([problem(["orderId"], "Order does not exist.")]);
  const { chosen, problems } = chooseLines(state, order, input.refundLineItems ?? []);
  const tenders = readTenders(order, input);
  const shipping = shippingBack(state, order, input.shipping ?? null);
  const all = [...problems, ...tenders.problems, ...shipping.problems, ...generalProblems(order, input)];
  if (all.length > 0) return refused(all);
  const refund = refundUnits(state, order, {
    chosen,
    draft: (lines) => ({
      lines,
      shipping: shipping.amount,
      fee: 0,
      tenders: tenders.tenders,
      note: input.note ?? "",
      userId: staffNumber(context),
      returnId: null,
      ...(input.processedAt ? { processedAt: new Date(input.processedAt) } : {}),
      ...(input.discrepancyReason ? { discrepancyReason: input.discrepancyReason } : {}),
    }),
  });
  emitRefund(state, order, refund);
  emitOrder(state, order, "orders/updated");
  emitMovedLevels(state);
  return {
    __typename: "RefundCreatePayload",
    refund: () => refundView(state, order, refund),
    order: () => orderView(state, order),
    userErrors: [],
  };
}

const refused = (problems: readonly Problem[]): View => ({
  __typename: "RefundCreatePayload",
  refund: null,
  order: null,
  userErrors: problems.map((one) => ({ __typename: "UserError", ...one })),
});

/** Several entries of one line count together. */
function chooseLines(
  state: StoreState,
  order: OrderRecord,
  inputs: readonly RefundLineInput[],
): { chosen: ChosenUnits[]; problems: Problem[] } {
  const asked = new Map<string, number>();
  const chosen: ChosenUnits[] = [];
  const problems = inputs.flatMap((input, index) => {
    const own = ["refundLineItems", String(index)];
    const line = order.lines.find(({ id }) => id === input.lineItemId);
    if (!line) return [problem([...own, "lineItemId"], "Line item does not exist.")];
    const restock = restockOf(input);
    const key = `${line.id}/${restock ?? ""}`;
    const before = asked.get(line.id) ?? 0;
    const beforeOfKind = asked.get(key) ?? 0;
    asked.set(line.id, before + input.quantity).set(key, beforeOfKind + input.quantity);
    const message = unitsProblem(order, {
      line,
      restock,
      all: before + input.quantity,
      ofKind: beforeOfKind + input.quantity,
    });
    if (input.quantity < 1) return [problem([...own, "quantity"], "Quantity must be greater than 0.")];
    if (message !== null || restock === null)
      return [problem([...own, "quantity"], message ?? "Restock type is invalid.")];
    if (input.locationId && !state.locations.has(input.locationId))
      return [problem([...own, "locationId"], "Location does not exist.")];
    chosen.push({ line, units: input.quantity, restock, locationId: input.locationId ?? null });
    return [];
  });
  return { chosen, problems };
}

/** Left out: not restocked. LEGACY_RESTOCK is not accepted for new refunds (schema). */
const restockOf = ({ restockType }: RefundLineInput): RestockType | null => {
  const type = restockType ?? "NO_RESTOCK";
  return type === "CANCEL" || type === "RETURN" || type === "NO_RESTOCK" ? type : null;
};

function unitsProblem(
  order: OrderRecord,
  { line, restock, all, ofKind }: { line: LineRecord; restock: RestockType | null; all: number; ofKind: number },
): string | null {
  if (restock === null) return "Restock type is invalid.";
  if (all > currentUnits(order, line)) return "Refund line item quantity exceeds the refundable quantity.";
  if (restock === "CANCEL" && ofKind > unfulfilledUnits(order, line)) return "Only unfulfilled items can be canceled.";
  return restock === "RETURN" && ofKind > shippedUnits(order, line) ? "Only fulfilled items can be returned." : null;
}

/** Each names the payment that it gives back; together no more than was paid, unless told to. */
function readTenders(order: OrderRecord, input: RefundInput): { tenders: Tender[]; problems: Problem[] } {
  const asked = new Map<string, number>();
  const tenders: Tender[] = [];
  const problems = (input.transactions ?? []).flatMap((transaction, index) => {
    const own = ["transactions", String(index)];
    const payment = order.transactions.find(({ id, kind }) => id === transaction.parentId && kind === "SALE");
    const wrong = transactionProblem(order, transaction, payment?.gateway);
    if (!payment || wrong) return [problem([...own, ...(wrong?.field ?? ["parentId"])], wrong?.message ?? NO_PARENT)];
    const amount = toMinor(transaction.amount, order.currency);
    const before = asked.get(payment.id) ?? 0;
    asked.set(payment.id, before + amount);
    if (input.allowOverRefunding !== true && before + amount > leftOf(order, payment))
      return [problem([...own, "amount"], "Refund amount exceeds what can be refunded of the transaction.")];
    tenders.push({ payment, amount });
    return [];
  });
  const total = tenders.reduce((sum, { amount }) => sum + amount, 0);
  if (problems.length === 0 && input.allowOverRefunding !== true && total > refundableOf(order))
    problems.push(problem(["transactions"], "Refund amount exceeds what was paid for the order."));
  return { tenders, problems };
}

const NO_PARENT = "Parent transaction does not exist.";

function transactionProblem(order: OrderRecord, input: TransactionInput, gateway: string | undefined): Problem | null {
  if (input.orderId !== order.id) return { field: ["orderId"], message: "Transaction is of another order." };
  if (input.kind !== "REFUND") return { field: ["kind"], message: "Transaction kind must be refund." };
  if (gateway === undefined) return { field: ["parentId"], message: NO_PARENT };
  if (input.gateway !== gateway)
    return { field: ["gateway"], message: "Gateway must be the one of the parent transaction." };
  return Number(input.amount) > 0 ? null : { field: ["amount"], message: "Amount must be greater than 0." };
}

function shippingBack(
  state: StoreState,
  order: OrderRecord,
  shipping: RefundInput["shipping"] | null,
): { amount: number; problems: Problem[] } {
  const { shippingLeft } = totalsOf(order, state.settings.taxesIncluded);
  if (!shipping?.amount) return { amount: shipping?.fullRefund === true ? shippingLeft : 0, problems: [] };
  const amount = toMinor(shipping.amount, order.currency);
  const isFine = amount >= 0 && amount <= shippingLeft;
  const message = "Shipping refund exceeds what can be refunded.";
  return { amount, problems: isFine ? [] : [problem(["shipping", "amount"], message)] };
}

/** A refund in another currency than the shop's says so; the store's orders carry no duties; an empty refund is none. */
function generalProblems(order: OrderRecord, input: RefundInput): Problem[] {
  const problems: Problem[] = [];
  if ((input.currency ?? order.currency) !== order.currency)
    problems.push(problem(["currency"], "Currency must be the presentment currency of the order."));
  if ((input.refundDuties ?? []).length > 0) problems.push(problem(["refundDuties"], "Duty does not exist."));
  const isEmpty = [input.refundLineItems, input.transactions].every((list) => (list ?? []).length === 0);
  if (isEmpty && !input.shipping) problems.push(problem([], "Refund must have at least one line item or transaction."));
  return problems;
}
