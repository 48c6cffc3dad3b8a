import type {
  DispositionRecord,
  ReturnRecord,
  ReverseDeliveryRecord,
  ReverseLineRecord,
  ReverseOrderRecord,
} from "../../returns/records.ts";
import { findFulfillmentLine } from "../../returns/figures.ts";
import type { OrderRecord, StoreState } from "../../state.ts";
import { connection, type PageArguments } from "../connection.ts";
import type { View } from "../view.ts";
import { locationView } from "./inventory-view.ts";
import { orderView } from "./order-view.ts";
import { fulfillmentLineView } from "./fulfillment-view.ts";

export interface ReverseOfReturn {
  record: ReturnRecord;
  reverse: ReverseOrderRecord;
}

/** What is to come back, and what became of it. */
export const reverseOrderView = (
  state: StoreState,
  order: OrderRecord,
  { record, reverse }: ReverseOfReturn,
): View => ({
  __typename: "ReverseFulfillmentOrder",
  id: reverse.id,
  status: reverse.status,
  thirdPartyConfirmation: null,
  order: () => orderView(state, order),
  lineItems: (page: PageArguments) =>
    connection(
      {
        type: "ReverseFulfillmentOrderLineItem",
        items: reverse.lines,
        idOf: ({ id }) => id,
        view: (line) => reverseLineView(state, order, { record, line }),
      },
      page,
    ),
  reverseDeliveries: (page: PageArguments) =>
    connection(
      {
        type: "ReverseDelivery",
        items: reverse.deliveries,
        idOf: ({ id }) => id,
        view: (delivery) => reverseDeliveryView(state, order, { record, reverse, delivery }),
      },
      page,
    ),
});

export function reverseLineView(
  state: StoreState,
  order: OrderRecord,
  { record, line }: { record: ReturnRecord; line: ReverseLineRecord },
): View {
  const returned = record.lines.find(({ id }) => id === line.returnLineId);
  const found = returned && findFulfillmentLine(order, returned.fulfillmentLineItemId);
  return {
    __typename: "ReverseFulfillmentOrderLineItem",
    id: line.id,
    totalQuantity: line.total,
    fulfillmentLineItem: () => (found ? fulfillmentLineView(state, order, found.entry) : null),
    dispositions: () => line.dispositions.map((one) => dispositionView(state, one)),
  };
}

function dispositionView(state: StoreState, { id, type, quantity, locationId, createdAt }: DispositionRecord): View {
  const location = state.locations.get(locationId ?? "");
  return {
    __typename: "ReverseFulfillmentOrderDisposition",
    id,
    type,
    quantity,
    createdAt: createdAt.toISOString(),
    location: () => (location ? locationView(state, location) : null),
  };
}

export const reverseDeliveryView = (
  state: StoreState,
  order: OrderRecord,
  { record, reverse, delivery }: ReverseOfReturn & { delivery: ReverseDeliveryRecord },
): View => ({
  __typename: "ReverseDelivery",
  id: delivery.id,
  reverseFulfillmentOrder: () => reverseOrderView(state, order, { record, reverse }),
  deliverable: () => deliverableView(delivery),
  reverseDeliveryLineItems: (page: PageArguments) =>
    connection(
      {
        type: "ReverseDeliveryLineItem",
        items: delivery.lines,
        idOf: ({ id }) => id,
        view: ({ id, reverseLineId, quantity }) => {
          const line = reverse.lines.find((one) => one.id === reverseLineId);
          return {
            __typename: "ReverseDeliveryLineItem",
            id,
            quantity,
            dispositions: [],
            reverseFulfillmentOrderLineItem: () => (line ? reverseLineView(state, order, { record, line }) : undefined),
          };
        },
      },
      page,
    ),
});

function deliverableView({ tracking, labelUrl, createdAt }: ReverseDeliveryRecord): View {
  const at = createdAt.toISOString();
  return {
    __typename: "ReverseDeliveryShippingDeliverable",
    tracking: tracking && { __typename: "ReverseDeliveryTrackingV2", carrierName: null, ...tracking },
    label:
      labelUrl === null
        ? null
        : { __typename: "ReverseDeliveryLabelV2", publicFileUrl: labelUrl, createdAt: at, updatedAt: at },
  };
}
