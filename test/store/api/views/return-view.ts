import type { ReturnLineRecord, ReturnRecord } from "../../returns/records.ts";
import { feeOn, refundableOf, refundedThrough, unprocessedOf, findFulfillmentLine } from "../../returns/figures.ts";
import { lineOf, type OrderRecord, type StoreState } from "../../state.ts";
import { worthOf } from "../../units.ts";
import { connection, type PageArguments } from "../connection.ts";
import type { View } from "../view.ts";
import { currenciesOf } from "./line-item-view.ts";
import { moneyBag } from "./money-view.ts";
import { orderView } from "./order-view.ts";
import { outcomeField } from "./outcome-view.ts";
import { reasonView } from "./return-reason-view.ts";
import { refundView } from "./refund-view.ts";
import { reverseOrderView } from "./reverse-view.ts";
import { fulfillmentLineView } from "./fulfillment-view.ts";
import { staffMemberView } from "./staff-view.ts";
import { transactionView } from "./transaction-view.ts";

/** A return, as the Admin API shows it. */
export const returnView = (state: StoreState, order: OrderRecord, record: ReturnRecord): View => ({
  __typename: "Return",
  id: record.id,
  name: record.name,
  status: record.status,
  createdAt: record.createdAt.toISOString(),
  closedAt: record.closedAt?.toISOString() ?? null,
  requestApprovedAt: record.approvedAt?.toISOString() ?? null,
  decline: record.decline && { __typename: "ReturnDecline", ...record.decline },
  staffMember: () => staffMemberView(record.userId),
  totalQuantity: record.lines.reduce((sum, { positions }) => sum + positions.length, 0),
  order: () => orderView(state, order),
  returnShippingFees: () =>
    record.shippingFee === null
      ? []
      : [
          {
            __typename: "ReturnShippingFee",
            id: record.shippingFee.id,
            amountSet: moneyBag(record.shippingFee.amount, currenciesOf(state, order)),
          },
        ],
  suggestedFinancialOutcome: outcomeField(state, order, record),
  ...listFields(state, order, record),
});

type StatusFilter = PageArguments & { processingStatus?: "PROCESSABLE" | "PROCESSED" | null };

const listFields = (state: StoreState, order: OrderRecord, record: ReturnRecord) => ({
  returnLineItems: ({ processingStatus, ...page }: StatusFilter) =>
    connection(
      {
        type: "ReturnLineItemType",
        items: record.lines.filter((line) => hasStatus(line, processingStatus ?? null)),
        idOf: ({ id }) => id,
        view: (line) => returnLineView(state, order, { record, line }),
      },
      page,
    ),
  // The store makes no exchanges.
  exchangeLineItems: (page: PageArguments) =>
    connection({ type: "ExchangeLineItem", items: [], idOf: String, view: () => ({ __typename: "" }) }, page),
  refunds: (page: PageArguments) =>
    connection(
      {
        type: "Refund",
        items: order.refunds.filter(({ returnId }) => returnId === record.id),
        idOf: ({ id }) => id,
        view: (refund) => refundView(state, order, refund),
      },
      page,
    ),
  transactions: (page: PageArguments) => {
    const own = order.refunds.filter(({ returnId }) => returnId === record.id).flatMap((one) => one.transactionIds);
    const items = order.transactions.filter(({ id }) => own.includes(id));
    const view = (one: (typeof items)[number]) => transactionView(state, order, one);
    return connection({ type: "OrderTransaction", items, idOf: ({ id }) => id, view }, page);
  },
  reverseFulfillmentOrders: (page: PageArguments) =>
    connection(
      {
        type: "ReverseFulfillmentOrder",
        items: record.reverseOrders,
        idOf: ({ id }) => id,
        view: (reverse) => reverseOrderView(state, order, { record, reverse }),
      },
      page,
    ),
});

function hasStatus(line: ReturnLineRecord, status: "PROCESSABLE" | "PROCESSED" | null): boolean {
  if (status === null) return true;
  return status === "PROCESSED" ? line.processed.length > 0 : unprocessedOf(line).length > 0;
}

export interface LineOfReturn {
  record: ReturnRecord;
  line: ReturnLineRecord;
}

export function returnLineView(state: StoreState, order: OrderRecord, { record, line }: LineOfReturn): View {
  const found = findFulfillmentLine(order, line.fulfillmentLineItemId);
  const ordered = lineOf(order, line.lineItemId);
  // A return that is no longer open has nothing left to process (assumed).
  const processable = () => (record.status === "OPEN" ? unprocessedOf(line).length : 0);
  return {
    __typename: "ReturnLineItem",
    id: line.id,
    quantity: line.positions.length,
    processableQuantity: processable,
    processedQuantity: line.processed.length,
    unprocessedQuantity: () => unprocessedOf(line).length,
    refundableQuantity: () => refundableOf(order, line).length,
    refundedQuantity: () => refundedThrough(order, record, line).length,
    returnReasonNote: line.reasonNote,
    returnReason: "UNKNOWN",
    returnReasonDefinition: () => reasonView(line.reasonId),
    customerNote: line.customerNote,
    totalWeight: null,
    fulfillmentLineItem: () => (found ? fulfillmentLineView(state, order, found.entry) : undefined),
    withCodeDiscountedTotalPriceSet: () =>
      moneyBag(worthOf(ordered, line.positions).subtotal, currenciesOf(state, order)),
    restockingFee: () => restockingFeeView(state, order, line),
  };
}

/** The fee of the whole line, whatever of it is processed in the end. */
function restockingFeeView(state: StoreState, order: OrderRecord, { fee, lineItemId, positions }: ReturnLineRecord) {
  if (fee === null) return null;
  const terms = { percentage: fee.percentage, taxesIncluded: state.settings.taxesIncluded };
  const amount = feeOn(lineOf(order, lineItemId), positions, terms);
  return {
    __typename: "RestockingFee",
    id: fee.id,
    percentage: fee.percentage,
    amountSet: moneyBag(amount, currenciesOf(state, order)),
  };
}
