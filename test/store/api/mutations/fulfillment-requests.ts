import { isServicePlace } from "../../fulfilment/actions.ts";
import { isAtService } from "../../fulfilment/records.ts";
import { submitCancellation, submitRequest } from "../../fulfilment/requests.ts";
import type { StoreState } from "../../state.ts";
import type { ApiContext, View } from "../view.ts";
import { fulfillmentOrderView } from "../views/fulfillment-order-view.ts";
import {
  hasUnits,
  namesTwice,
  problem,
  unitsOf,
  writableOrInvalid,
  type LineInput,
} from "./fulfillment-order-input.ts";

interface RequestArguments {
  id: string;
  fulfillmentOrderLineItems?: readonly LineInput[] | null;
  message?: string | null;
  notifyCustomer?: boolean | null;
}

const refusal = (message: string): View => problem("UserError", ["id"], message);

/** `fulfillmentOrderSubmitFulfillmentRequest`: asks the service of the place, for all or for named units. */
export function fulfillmentOrderSubmitFulfillmentRequest(
  state: StoreState,
  args: RequestArguments,
  context: ApiContext,
): View {
  const found = writableOrInvalid(state, args.id, context);
  const { order, record } = found;
  const lines = args.fulfillmentOrderLineItems ?? [];
  const type = "FulfillmentOrderSubmitFulfillmentRequestPayload";
  const answer = (refused: View): View => ({
    __typename: type,
    originalFulfillmentOrder: null,
    submittedFulfillmentOrder: null,
    unsubmittedFulfillmentOrder: null,
    userErrors: [refused],
  });
  if (!isServicePlace(state, record))
    return answer(refusal("The fulfillment order is not assigned to a fulfillment service."));
  if (record.status !== "OPEN" || isAtService(record))
    return answer(refusal("The fulfillment order is not in a state to be requested."));
  if (lines.some(({ quantity }) => quantity <= 0) || namesTwice(lines) || !hasUnits(record, lines))
    return answer(refusal("Invalid fulfillment order line item quantity requested."));
  const { unsubmitted } = submitRequest(state, found, {
    units: lines.length === 0 ? null : unitsOf(lines),
    message: args.message ?? null,
    notifyCustomer: args.notifyCustomer ?? false,
  });
  const view = () => fulfillmentOrderView(state, order, record);
  return {
    __typename: type,
    originalFulfillmentOrder: view,
    submittedFulfillmentOrder: view,
    unsubmittedFulfillmentOrder: () => (unsubmitted ? fulfillmentOrderView(state, order, unsubmitted) : null),
    userErrors: [],
  };
}

/** `fulfillmentOrderSubmitCancellationRequest`: of what the service has accepted. */
export function fulfillmentOrderSubmitCancellationRequest(
  state: StoreState,
  { id, message }: { id: string; message?: string | null },
  context: ApiContext,
): View {
  const { order, record } = writableOrInvalid(state, id, context);
  const isAccepted = record.requestStatus === "ACCEPTED" || record.requestStatus === "CANCELLATION_REJECTED";
  if (isAccepted && record.status !== "CLOSED") submitCancellation(state, record, message ?? null);
  else
    return {
      __typename: "FulfillmentOrderSubmitCancellationRequestPayload",
      fulfillmentOrder: null,
      userErrors: [refusal("The fulfillment order has no accepted fulfillment request to cancel.")],
    };
  return {
    __typename: "FulfillmentOrderSubmitCancellationRequestPayload",
    fulfillmentOrder: () => fulfillmentOrderView(state, order, record),
    userErrors: [],
  };
}
