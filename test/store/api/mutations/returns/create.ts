import { toMinor } from "../../../money.ts";
import { findFulfillmentLine, returnableUnits } from "../../../returns/figures.ts";
import { openReturn, type WantedLine } from "../../../returns/opening.ts";
import { RETURN_REASONS } from "../../../returns/reasons.ts";
import type { OrderRecord, StoreState } from "../../../state.ts";
import { NotInTheStore, type ApiContext, type View } from "../../view.ts";
import { staffNumber } from "../staff-number.ts";
import { done, problem, refused, type ReturnProblem } from "./payload.ts";

interface LineInput {
  fulfillmentLineItemId: string;
  quantity: number;
  restockingFee?: { percentage: number } | null;
  returnReasonDefinitionId?: string | null;
  returnReasonNote?: string | null;
  customerNote?: string | null;
}

interface Input {
  orderId: string;
  returnLineItems: readonly LineInput[];
  returnShippingFee?: { amount: { amount: string; currencyCode: string } } | null;
  exchangeLineItems?: readonly unknown[] | null;
}

const LONGEST_NOTE = 255;
const LONGEST_CUSTOMER_NOTE = 300;

/** `returnCreate`: open from the start, approved elsewhere; an archived order is no longer archived. */
export const returnCreate = (state: StoreState, { returnInput }: { returnInput: Input }, context: ApiContext): View =>
  create(state, returnInput, { type: "ReturnCreatePayload", field: "returnInput", status: "OPEN", context });

/** `returnRequest`: waits for the merchant's yes or no. */
export const returnRequest = (state: StoreState, { input }: { input: Input }, context: ApiContext): View =>
  create(state, input, { type: "ReturnRequestPayload", field: "input", status: "REQUESTED", context });

interface Kind {
  type: string;
  field: string;
  status: "OPEN" | "REQUESTED";
  context: ApiContext;
}

function create(state: StoreState, input: Input, { type, field, status, context }: Kind): View {
  if ((input.exchangeLineItems ?? []).length > 0) throw new NotInTheStore(`exchanges in ${field}`);
  const order = state.orders.get(input.orderId);
  if (!order) return refused(type, problem([field, "orderId"], "NOT_FOUND", "Order does not exist."));
  const problems = [...lineProblems(order, input, field), ...feeProblems(order, input, field)];
  if (problems.length > 0) return refused(type, ...problems);
  const fee = input.returnShippingFee;
  const record = openReturn(state, order, {
    status,
    lines: input.returnLineItems.flatMap((line) => wantedLine(order, line)),
    shippingFee: fee ? toMinor(fee.amount.amount, order.currency) : null,
    userId: staffNumber(context),
  });
  return done(type, state, { order, record });
}

function wantedLine(order: OrderRecord, line: LineInput): WantedLine[] {
  const found = findFulfillmentLine(order, line.fulfillmentLineItemId);
  if (!found) return [];
  return [
    {
      ...found,
      quantity: line.quantity,
      feePercentage: line.restockingFee?.percentage ?? null,
      reasonId: line.returnReasonDefinitionId ?? null,
      reasonNote: line.returnReasonNote ?? "",
      customerNote: line.customerNote ?? null,
    },
  ];
}

function lineProblems(order: OrderRecord, { returnLineItems }: Input, field: string): ReturnProblem[] {
  const list = [field, "returnLineItems"];
  if (returnLineItems.length === 0) return [problem(list, "BLANK", "Return line items can't be blank.")];
  const left = returnableUnits(order);
  const seen = new Set<string>();
  return returnLineItems.flatMap((line, index) => {
    const own = [...list, String(index)];
    const isTwice = seen.has(line.fulfillmentLineItemId);
    seen.add(line.fulfillmentLineItemId);
    // One return line for each fulfillment line (assumed: Shopify merges or refuses; refusing is the stricter).
    if (isTwice) return [problem(own, "TAKEN", "Fulfillment line item is on the return already.")];
    return [...quantityProblems(order, line, { own, left }), ...textProblems(line, own)];
  });
}

function quantityProblems(
  order: OrderRecord,
  { fulfillmentLineItemId: id, quantity }: LineInput,
  { own, left }: { own: string[]; left: ReadonlyMap<string, number> },
): ReturnProblem[] {
  if (!findFulfillmentLine(order, id))
    return [problem([...own, "fulfillmentLineItemId"], "NOT_FOUND", "Fulfillment line item does not exist.")];
  if (quantity < 1) return [problem([...own, "quantity"], "GREATER_THAN", "Quantity must be greater than 0.")];
  if (quantity > (left.get(id) ?? 0))
    return [problem([...own, "quantity"], "INVALID", "Quantity is not available to be returned.")];
  return [];
}

function textProblems(line: LineInput, own: string[]): ReturnProblem[] {
  const { returnReasonDefinitionId: reasonId, returnReasonNote: note, customerNote } = line;
  const problems: ReturnProblem[] = [];
  if (reasonId && !RETURN_REASONS.some(({ id }) => id === reasonId))
    problems.push(
      problem([...own, "returnReasonDefinitionId"], "NOT_FOUND", "Return reason definition does not exist."),
    );
  if ((note ?? "").length > LONGEST_NOTE)
    problems.push(tooLong([...own, "returnReasonNote"], "Return reason note", LONGEST_NOTE));
  if ((customerNote ?? "").length > LONGEST_CUSTOMER_NOTE)
    problems.push(tooLong([...own, "customerNote"], "Customer note", LONGEST_CUSTOMER_NOTE));
  return problems;
}

const tooLong = (field: string[], name: string, most: number): ReturnProblem =>
  problem(field, "TOO_LONG", `${name} is too long (maximum is ${most} characters).`);

function feeProblems(order: OrderRecord, input: Input, field: string): ReturnProblem[] {
  const restocking = input.returnLineItems.flatMap(({ restockingFee }, index) => {
    const own = [field, "returnLineItems", String(index), "restockingFee", "percentage"];
    const percentage = restockingFee?.percentage ?? 0;
    if (percentage < 0)
      return [problem(own, "GREATER_THAN_OR_EQUAL_TO", "Percentage must be greater than or equal to 0.")];
    if (percentage > 100)
      return [problem(own, "LESS_THAN_OR_EQUAL_TO", "Percentage must be less than or equal to 100.")];
    return [];
  });
  const shipping = input.returnShippingFee?.amount;
  const own = [field, "returnShippingFee", "amount"];
  if (shipping && shipping.currencyCode !== order.currency)
    restocking.push(problem(own, "INVALID", "Currency must be the presentment currency of the order."));
  if (shipping && Number(shipping.amount) < 0)
    restocking.push(problem(own, "GREATER_THAN_OR_EQUAL_TO", "Amount must be greater than or equal to 0."));
  return restocking;
}
