import { toMinor } from "../money.ts";
import { shipmentsOf } from "../order-figures.ts";
import { feeOn, findFulfillmentLine, returnableUnits } from "../returns/figures.ts";
import { RETURN_REASONS } from "../returns/reasons.ts";
import type { FulfillmentRecord } from "../fulfilment/records.ts";
import { lineOf, restId, type LineRecord, type OrderRecord, type StoreState } from "../state.ts";
import { lineTotal, shareOfPositions, takeForEach, takeFree, worthOf } from "../units.ts";
import { connection, type PageArguments } from "./connection.ts";
import { allReverseOrders, findReturn, allReturns, findReverseOrder } from "./return-finders.ts";
import { searchFilter, textTest, type FieldTest } from "./search.ts";
import { apiError, NotInTheStore, type ApiContext, type View } from "./view.ts";
import { currenciesOf } from "./views/line-item-view.ts";
import { moneyBag } from "./views/money-view.ts";
import { isVisible } from "./views/order-view.ts";
import { reasonView } from "./views/return-reason-view.ts";
import { returnLineView, returnView } from "./views/return-view.ts";
import { reverseDeliveryView, reverseLineView, reverseOrderView } from "./views/reverse-view.ts";
import { fulfillmentLineView, fulfillmentView } from "./views/fulfillment-view.ts";

type Finder = (state: StoreState, id: string, context: ApiContext) => View | null;

/** How the objects of returns are found by their GID; what is not visible to the app is not there. */
export const RETURN_FINDERS: Readonly<Record<string, Finder>> = {
  Return: (state, id, context) => {
    const found = findReturn(state, id);
    return found && isVisible(state, found.order, context) ? returnView(state, found.order, found.record) : null;
  },
  ReturnLineItem: (state, id) => {
    const found = allReturns(state).find(({ record }) => record.lines.some((line) => line.id === id));
    const line = found?.record.lines.find((one) => one.id === id);
    return found && line ? returnLineView(state, found.order, { record: found.record, line }) : null;
  },
  ReverseFulfillmentOrder: (state, id) => {
    const found = findReverseOrder(state, id);
    return found ? reverseOrderView(state, found.order, found) : null;
  },
  ReverseFulfillmentOrderLineItem: (state, id) => {
    const found = allReverseOrders(state).find(({ reverse }) => reverse.lines.some((line) => line.id === id));
    const line = found?.reverse.lines.find((one) => one.id === id);
    return found && line ? reverseLineView(state, found.order, { record: found.record, line }) : null;
  },
  ReverseDelivery: (state, id) => {
    const found = allReverseOrders(state).find(({ reverse }) => reverse.deliveries.some((one) => one.id === id));
    const delivery = found?.reverse.deliveries.find((one) => one.id === id);
    return found && delivery ? reverseDeliveryView(state, found.order, { ...found, delivery }) : null;
  },
  ReturnableFulfillment: (state, id, context) => {
    const found = [...state.orders.values()].find(
      (order) => isVisible(state, order, context) && shipmentsOf(order).some((one) => returnableId(one) === id),
    );
    const fulfillment = found?.fulfillments.find((one) => returnableId(one) === id);
    return found && fulfillment ? returnableView(state, found, fulfillment) : null;
  },
  ReturnReasonDefinition: (_state, id) => reasonView(id),
};

/** The root fields about returns that are no plain look-up by id. */
export const returnQueries = (state: StoreState) => ({
  returnableFulfillments: ({ orderId, ...page }: PageArguments & { orderId: string }, context: ApiContext) => {
    const items = [state.orders.get(orderId)]
      .filter((order) => order !== undefined && isVisible(state, order, context))
      .flatMap((order) => (order ? shipmentsOf(order).map((fulfillment) => ({ order, fulfillment })) : []))
      .filter(({ order, fulfillment }) => returnableLines(order, fulfillment).length > 0);
    return connection(
      {
        type: "ReturnableFulfillment",
        items,
        idOf: ({ fulfillment }) => returnableId(fulfillment),
        view: ({ order, fulfillment }) => returnableView(state, order, fulfillment),
      },
      page,
    );
  },
  returnReasonDefinitions: (args: ReasonArguments) => reasons(args),
  returnCalculate: ({ input }: { input: CalculateInput }, context: ApiContext) => calculate(state, input, context),
});

const returnableId = ({ id }: FulfillmentRecord): string => `gid://shopify/ReturnableFulfillment/${restId(id)}`;

function returnableLines(order: OrderRecord, { lines }: FulfillmentRecord) {
  const left = returnableUnits(order);
  return lines.flatMap((entry) => {
    const quantity = left.get(entry.id) ?? 0;
    return quantity > 0 ? [{ entry, quantity }] : [];
  });
}

const returnableView = (state: StoreState, order: OrderRecord, fulfillment: FulfillmentRecord): View => ({
  __typename: "ReturnableFulfillment",
  id: returnableId(fulfillment),
  fulfillment: () => fulfillmentView(state, order, fulfillment),
  returnableFulfillmentLineItems: (page: PageArguments) =>
    connection(
      {
        type: "ReturnableFulfillmentLineItem",
        items: returnableLines(order, fulfillment),
        idOf: ({ entry }) => entry.id,
        view: ({ entry, quantity }) => ({
          __typename: "ReturnableFulfillmentLineItem",
          quantity,
          fulfillmentLineItem: () => fulfillmentLineView(state, order, entry),
        }),
      },
      page,
    ),
});

type Reason = (typeof RETURN_REASONS)[number];

type ReasonArguments = PageArguments & {
  ids?: readonly string[] | null;
  handles?: readonly string[] | null;
  query?: string | null;
  sortKey?: string | null;
};

const REASON_FIELDS: Readonly<Record<string, FieldTest<Reason>>> = {
  name: ({ name }, term) => textTest(name, term),
  deleted: (_reason, { value }) => value === "false",
};

function reasons({ ids, handles, query, sortKey, ...page }: ReasonArguments): View {
  const items = RETURN_REASONS.filter(
    ({ id, handle }) => (ids?.includes(id) ?? true) && (handles?.includes(handle) ?? true),
  ).filter(searchFilter(query, REASON_FIELDS));
  const sortBy = ({ id, name }: Reason) => (sortKey === "NAME" ? name : restId(id));
  return connection(
    {
      type: "ReturnReasonDefinition",
      items,
      idOf: ({ id }) => id,
      view: (reason) => ({ __typename: "ReturnReasonDefinition", ...reason, deleted: false }),
      sortBy,
    },
    page,
  );
}

interface CalculateLine {
  fulfillmentLineItemId: string;
  quantity: number;
  restockingFee?: { percentage: number } | null;
}

interface CalculateInput {
  orderId: string;
  returnLineItems?: readonly CalculateLine[];
  exchangeLineItems?: readonly unknown[];
  returnShippingFee?: { amount: { amount: string } } | null;
}

/** `returnCalculate`: what a return of these units would come to, with the positions that it would take. */
function calculate(state: StoreState, input: CalculateInput, context: ApiContext): View | null {
  if ((input.exchangeLineItems ?? []).length > 0) throw new NotInTheStore("exchanges in returnCalculate");
  const order = state.orders.get(input.orderId);
  if (!order || !isVisible(state, order, context)) return null;
  const wanted = wantedLines(order, input.returnLineItems ?? []);
  const positions = takeForEach(order, wanted, takeFree);
  const fee = input.returnShippingFee;
  return {
    __typename: "CalculatedReturn",
    id: `gid://shopify/CalculatedReturn/${restId(order.id)}`,
    exchangeLineItems: [],
    returnLineItems: wanted.map((line, index) => calculatedLine(state, order, line, positions[index] ?? [])),
    returnShippingFee: fee
      ? {
          __typename: "CalculatedReturnShippingFee",
          id: `gid://shopify/CalculatedReturnShippingFee/${restId(order.id)}`,
          amountSet: moneyBag(toMinor(fee.amount.amount, order.currency), currenciesOf(state, order)),
        }
      : null,
  };
}

function wantedLines(order: OrderRecord, lines: readonly CalculateLine[]): CalculatedUnits[] {
  const left = returnableUnits(order);
  return lines.map(({ fulfillmentLineItemId, quantity, restockingFee }) => {
    const found = findFulfillmentLine(order, fulfillmentLineItemId);
    if (!found || quantity < 1 || quantity > (left.get(found.entry.id) ?? 0))
      throw apiError("Return line item is not returnable.", "BAD_REQUEST");
    const line = lineOf(order, found.entry.lineItemId);
    return { entry: found.entry, line, units: quantity, percentage: restockingFee?.percentage ?? null };
  });
}

interface CalculatedUnits {
  entry: FulfillmentRecord["lines"][number];
  line: LineRecord;
  units: number;
  percentage: number | null;
}

function calculatedLine(
  state: StoreState,
  order: OrderRecord,
  { entry, line, units, percentage }: CalculatedUnits,
  positions: readonly number[],
): View {
  const money = (amount: number) => moneyBag(amount, currenciesOf(state, order));
  const { subtotal, tax } = worthOf(line, positions);
  const { taxesIncluded } = state.settings;
  return {
    __typename: "CalculatedReturnLineItem",
    id: `gid://shopify/CalculatedReturnLineItem/${restId(entry.id)}`,
    quantity: units,
    fulfillmentLineItem: () => fulfillmentLineView(state, order, entry),
    subtotalSet: money(subtotal),
    subtotalBeforeOrderDiscountsSet: money(shareOfPositions(line, lineTotal(line) + line.orderDiscount, positions)),
    totalTaxSet: money(tax),
    restockingFee:
      percentage === null
        ? null
        : {
            __typename: "CalculatedRestockingFee",
            id: `gid://shopify/CalculatedRestockingFee/${restId(entry.id)}`,
            percentage,
            amountSet: money(feeOn(line, positions, { percentage, taxesIncluded })),
          },
  };
}
