import { commitEdit } from "../../acts/orders.ts";
import { editableUnits, calculatedLineId, type EditSession } from "../../edits/session.ts";
import { toMinor } from "../../money.ts";
import { currentUnits } from "../../order-figures.ts";
import type { OrderRecord, StoreState } from "../../state.ts";
import type { View } from "../view.ts";
import { addedLineView, calculatedLineView, calculatedOrderView } from "../views/calculated-order-view.ts";
import { orderView } from "../views/order-view.ts";

interface Problem {
  field: readonly string[];
  message: string;
}

interface Found {
  order: OrderRecord;
  session: EditSession;
}

const errors = (problems: readonly Problem[]): View[] => problems.map((one) => ({ __typename: "UserError", ...one }));

const sessionView = ({ id }: EditSession): View => ({
  __typename: "OrderEditSession",
  id: id.replace("CalculatedOrder", "OrderEditSession"),
});

/** `orderEditBegin`: a draft of the order; a cancelled order is not edited. */
export function orderEditBegin(state: StoreState, { id }: { id: string }): View {
  const type = "OrderEditBeginPayload";
  const order = state.orders.get(id);
  const message = order ? "The order cannot be edited." : "Order does not exist.";
  if (!order || order.cancelledAt !== null)
    return {
      __typename: type,
      calculatedOrder: null,
      orderEditSession: null,
      userErrors: errors([{ field: ["id"], message }]),
    };
  const session = { id: state.ids.gid("CalculatedOrder"), orderId: id, quantities: new Map(), added: [] };
  state.edits.set(session.id, session);
  return {
    __typename: type,
    calculatedOrder: () => calculatedOrderView(state, order, session),
    orderEditSession: sessionView(session),
    userErrors: [],
  };
}

/** A session by the id of its calculated order or of itself; gone when another edit of the order was committed. */
function findSession(state: StoreState, id: string): Found | null {
  const session = state.edits.get(id.replace("OrderEditSession", "CalculatedOrder"));
  const order = session && state.orders.get(session.orderId);
  return session && order && order.cancelledAt === null ? { order, session } : null;
}

const GONE = [{ field: ["id"], message: "The calculated order does not exist." }];

interface QuantityArguments {
  id: string;
  lineItemId: string;
  quantity: number;
  restock?: boolean | null;
}

/** `orderEditSetQuantity`: how many units a line is to have; shipped ones cannot be taken off. */
export function orderEditSetQuantity(state: StoreState, args: QuantityArguments): View {
  const type = "OrderEditSetQuantityPayload";
  const found = findSession(state, args.id);
  if (!found) return refused(type, GONE);
  const { order, session } = found;
  const line = order.lines.find((one) => calculatedLineId(one) === args.lineItemId || one.id === args.lineItemId);
  if (!line) return refused(type, [{ field: ["lineItemId"], message: "Line item does not exist." }]);
  const least = currentUnits(order, line) - editableUnits(order, line);
  if (args.quantity < least)
    return refused(type, [{ field: ["quantity"], message: "Quantity can't be lower than what has been fulfilled." }]);
  session.quantities.set(line.id, { quantity: args.quantity, restock: args.restock ?? false });
  return {
    __typename: type,
    calculatedLineItem: () => calculatedLineView(state, order, { session, line }),
    calculatedOrder: () => calculatedOrderView(state, order, session),
    orderEditSession: sessionView(session),
    userErrors: [],
  };
}

interface CustomArguments {
  id: string;
  title: string;
  price: { amount: string; currencyCode: string };
  quantity: number;
  requiresShipping?: boolean | null;
  taxable?: boolean | null;
}

/** `orderEditAddCustomItem`: an item of a title and a price in the order's presentment currency. */
export function orderEditAddCustomItem(state: StoreState, args: CustomArguments): View {
  const type = "OrderEditAddCustomItemPayload";
  const found = findSession(state, args.id);
  if (!found) return refused(type, GONE);
  const { order, session } = found;
  const problems = customProblems(order, args);
  if (problems.length > 0) return refused(type, problems);
  const item = {
    id: state.ids.gid("CalculatedLineItem"),
    title: args.title,
    price: toMinor(args.price.amount, order.currency),
    quantity: args.quantity,
    requiresShipping: args.requiresShipping ?? false,
    taxable: args.taxable ?? false,
  };
  session.added.push(item);
  return {
    __typename: type,
    calculatedLineItem: () => addedLineView(state, order, item),
    calculatedOrder: () => calculatedOrderView(state, order, session),
    orderEditSession: sessionView(session),
    userErrors: [],
  };
}

function customProblems(order: OrderRecord, { title, price, quantity }: CustomArguments): Problem[] {
  const problems: Problem[] = [];
  if (title.trim() === "") problems.push({ field: ["title"], message: "Title can't be blank." });
  if (quantity < 1) problems.push({ field: ["quantity"], message: "Quantity must be greater than 0." });
  if (price.currencyCode !== order.currency)
    problems.push({ field: ["price"], message: "Currency must be the presentment currency of the order." });
  if (Number(price.amount) < 0) problems.push({ field: ["price"], message: "Price can't be negative." });
  return problems;
}

const refused = (type: string, problems: readonly Problem[]): View => ({
  __typename: type,
  calculatedLineItem: null,
  calculatedOrder: null,
  orderEditSession: null,
  userErrors: errors(problems),
});

/** `orderEditCommit`: the edit stands; other edits of the order that were begun are lost. */
export function orderEditCommit(state: StoreState, { id }: { id: string }): View {
  const type = "OrderEditCommitPayload";
  const found = findSession(state, id);
  if (!found) return { __typename: type, order: null, successMessages: null, userErrors: errors(GONE) };
  const { order, session } = found;
  commitEdit(state, order, session);
  for (const other of [...state.edits.values()]) if (other.orderId === order.id) state.edits.delete(other.id);
  return {
    __typename: type,
    order: () => orderView(state, order),
    successMessages: ["Order updated"],
    userErrors: [],
  };
}
