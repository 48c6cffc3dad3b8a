import type { ReverseOrderRecord } from "../../../returns/records.ts";
import type { StoreState } from "../../../state.ts";
import { emitDelivery } from "../../../webhooks/emit.ts";
import { findReverseOrder } from "../../return-finders.ts";
import type { View } from "../../view.ts";
import { reverseDeliveryView } from "../../views/reverse-view.ts";
import { errorViews, problem, type ReturnProblem } from "./payload.ts";

interface DeliverArguments {
  reverseFulfillmentOrderId: string;
  reverseDeliveryLineItems: readonly { reverseFulfillmentOrderLineItemId: string; quantity: number }[];
  trackingInput?: { number?: string | null; url?: string | null } | null;
  labelInput?: { fileUrl: string } | null;
}

/** `reverseDeliveryCreateWithShipping`: how the customer sends it back; no lines named: all of them. */
export function reverseDeliveryCreateWithShipping(state: StoreState, args: DeliverArguments): View {
  const found = findReverseOrder(state, args.reverseFulfillmentOrderId);
  if (!found)
    return refused(problem(["reverseFulfillmentOrderId"], "NOT_FOUND", "Reverse fulfillment order does not exist."));
  const { order, record, reverse } = found;
  if (reverse.status !== "OPEN")
    return refused(problem(["reverseFulfillmentOrderId"], "INVALID_STATE", "Reverse fulfillment order is not open."));
  const problems = problemsOf(reverse, args);
  if (problems.length > 0) return refused(...problems);
  const chosen =
    args.reverseDeliveryLineItems.length > 0
      ? args.reverseDeliveryLineItems
      : reverse.lines.map(({ id, total }) => ({ reverseFulfillmentOrderLineItemId: id, quantity: total }));
  const delivery = {
    id: state.ids.gid("ReverseDelivery"),
    createdAt: state.now(),
    lines: chosen.map(({ reverseFulfillmentOrderLineItemId, quantity }) => ({
      id: state.ids.gid("ReverseDeliveryLineItem"),
      reverseLineId: reverseFulfillmentOrderLineItemId,
      quantity,
    })),
    tracking: args.trackingInput
      ? { number: args.trackingInput.number ?? null, url: args.trackingInput.url ?? null }
      : null,
    labelUrl: args.labelInput?.fileUrl ?? null,
  };
  reverse.deliveries.push(delivery);
  emitDelivery(state, record, { reverse, delivery });
  return {
    __typename: "ReverseDeliveryCreateWithShippingPayload",
    reverseDelivery: () => reverseDeliveryView(state, order, { record, reverse, delivery }),
    userErrors: [],
  };
}

const refused = (...problems: readonly ReturnProblem[]): View => ({
  __typename: "ReverseDeliveryCreateWithShippingPayload",
  reverseDelivery: null,
  userErrors: errorViews(problems),
});

const problemsOf = (
  { lines }: ReverseOrderRecord,
  { reverseDeliveryLineItems }: DeliverArguments,
): readonly ReturnProblem[] =>
  reverseDeliveryLineItems.flatMap(({ reverseFulfillmentOrderLineItemId: id, quantity }, index) => {
    const own = ["reverseDeliveryLineItems", String(index)];
    const line = lines.find((one) => one.id === id);
    if (!line) return [problem([...own, "reverseFulfillmentOrderLineItemId"], "NOT_FOUND", "Line does not exist.")];
    if (quantity < 1) return [problem([...own, "quantity"], "GREATER_THAN", "Quantity must be greater than 0.")];
    return quantity > line.total
      ? [problem([...own, "quantity"], "LESS_THAN_OR_EQUAL_TO", "Quantity exceeds the line's total.")]
      : [];
  });
