import { isServicePlace } from "../fulfilment/actions.ts";
import { isAtService, type FulfillmentOrderRecord } from "../fulfilment/records.ts";
import {
  acceptCancellation,
  acceptRequest,
  rejectCancellation,
  rejectRequest,
  submitRequest,
} from "../fulfilment/requests.ts";
import { orderNamed, type OrderRecord, type StoreState } from "../state.ts";

/** How a fulfilment service answers what the merchant asked of it. */
export type ServiceAnswer = "accept" | "reject" | "accept-cancellation" | "reject-cancellation";

const ASKED: Readonly<Record<ServiceAnswer, FulfillmentOrderRecord["requestStatus"]>> = {
  accept: "SUBMITTED",
  reject: "SUBMITTED",
  "accept-cancellation": "CANCELLATION_REQUESTED",
  "reject-cancellation": "CANCELLATION_REQUESTED",
};

/** Staff ask the service for what lies there and is on nobody's hold. @throws Error when there is nothing. */
export function requestInAdmin(state: StoreState, name: string): void {
  const order = orderNamed(state, name);
  const open = order.fulfillmentOrders.filter(
    (record) => record.status === "OPEN" && !isAtService(record) && isServicePlace(state, record),
  );
  if (open.length === 0) throw new Error(`${order.name} has nothing that a fulfilment service could be asked for.`);
  for (const record of open) {
    submitRequest(state, { order, record }, { units: null, message: null, notifyCustomer: false });
  }
}

/** The service answers everything of an order that waits for that answer. @throws Error when nothing does. */
export function answerAsService(
  state: StoreState,
  name: string,
  { answer, message = null }: { answer: ServiceAnswer; message?: string | null },
): void {
  const order = orderNamed(state, name);
  const asked = order.fulfillmentOrders.filter(({ requestStatus }) => requestStatus === ASKED[answer]);
  if (asked.length === 0) throw new Error(`${order.name} waits for no such answer of a fulfilment service.`);
  for (const record of asked) give(state, { order, record }, { answer, message });
}

function give(
  state: StoreState,
  found: { order: OrderRecord; record: FulfillmentOrderRecord },
  { answer, message }: { answer: ServiceAnswer; message: string | null },
): void {
  switch (answer) {
    case "accept":
      return acceptRequest(state, found.record, message);
    case "reject":
      return rejectRequest(state, found.record, message);
    case "accept-cancellation":
      return acceptCancellation(state, found, message);
    case "reject-cancellation":
      return rejectCancellation(state, found.record, message);
  }
}
