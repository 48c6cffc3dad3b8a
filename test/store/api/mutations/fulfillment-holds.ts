import type { FoundFulfillmentOrder } from "../../fulfilment/find.ts";
import { placeHold, releaseHolds } from "../../fulfilment/holds.ts";
import { isAtService, type HoldReason } from "../../fulfilment/records.ts";
import type { StoreState } from "../../state.ts";
import type { ApiContext, View } from "../view.ts";
import { fulfillmentOrderView, holdView } from "../views/fulfillment-order-view.ts";
import {
  hasUnits,
  namesTwice,
  problem,
  unitsOf,
  writableOrInvalid,
  type LineInput,
} from "./fulfillment-order-input.ts";

interface HoldInput {
  reason: HoldReason;
  reasonNotes?: string | null;
  handle?: string | null;
  fulfillmentOrderLineItems?: readonly LineInput[] | null;
}

const MOST_HOLDS = 10;
const LONGEST_HANDLE = 64;

const refusal = (field: readonly string[], message: string, code: string | null): View =>
  problem("FulfillmentOrderHoldUserError", field, message, code);

/** What is wrong with the named lines in themselves. */
function linesProblem(lines: readonly LineInput[]): View | null {
  const path = ["fulfillmentHold", "fulfillmentOrderLineItems"];
  const index = lines.findIndex(({ quantity }) => quantity <= 0);
  if (index !== -1)
    return refusal(
      [...path, String(index), "quantity"],
      "You must select at least one item to place on partial hold.",
      "GREATER_THAN_ZERO",
    );
  return namesTwice(lines)
    ? refusal(path, "must contain unique line item ids", "DUPLICATED_FULFILLMENT_ORDER_LINE_ITEMS")
    : null;
}

/** What the state of the fulfillment order does not allow; the order of the checks is Shopify's. */
function stateProblem({ record }: FoundFulfillmentOrder, handle: string, lines: readonly LineInput[]): View | null {
  if (isAtService(record) || (record.status !== "OPEN" && record.status !== "ON_HOLD"))
    return refusal(["id"], "The fulfillment order is not in an open state.", null);
  if (lines.length > 0 && record.status === "ON_HOLD")
    return refusal(
      ["fulfillmentHold", "fulfillmentOrderLineItems"],
      "The fulfillment order is not in a splittable state.",
      "FULFILLMENT_ORDER_NOT_SPLITTABLE",
    );
  const own = record.holds.filter(({ byApp }) => byApp);
  if (own.some((hold) => hold.handle === handle))
    return refusal(
      ["fulfillmentHold", "handle"],
      "The handle provided for the fulfillment hold is already in use by this app for another hold on this fulfillment order.",
      "DUPLICATE_FULFILLMENT_HOLD_HANDLE",
    );
  if (own.length >= MOST_HOLDS)
    return refusal(
      ["id"],
      "The maximum number of fulfillment holds for this fulfillment order has been reached for this app. An app can only have up to 10 holds on a single fulfillment order at any one time.",
      "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED",
    );
  return hasUnits(record, lines)
    ? null
    : refusal(
        ["fulfillmentHold", "fulfillmentOrderLineItems"],
        "The line item quantity is invalid.",
        "INVALID_LINE_ITEM_QUANTITY",
      );
}

/** `fulfillmentOrderHold`: the whole, or named units (the rest goes to a new, open fulfillment order). */
export function fulfillmentOrderHold(
  state: StoreState,
  { id, fulfillmentHold: input }: { id: string; fulfillmentHold: HoldInput },
  context: ApiContext,
): View {
  const found = writableOrInvalid(state, id, context);
  const handle = input.handle ?? "";
  const lines = input.fulfillmentOrderLineItems ?? [];
  const tooLong =
    handle.length > LONGEST_HANDLE
      ? refusal(["fulfillmentHold", "handle"], "Handle is too long (maximum is 64 characters)", null)
      : null;
  const refused = linesProblem(lines) ?? tooLong ?? stateProblem(found, handle, lines);
  const empty = { fulfillmentHold: null, fulfillmentOrder: null, remainingFulfillmentOrder: null };
  if (refused) return { __typename: "FulfillmentOrderHoldPayload", ...empty, userErrors: [refused] };
  const { hold, remaining } = placeHold(state, found, {
    handle,
    reason: input.reason,
    reasonNotes: input.reasonNotes ?? null,
    byApp: true,
    units: lines.length === 0 ? null : unitsOf(lines),
  });
  return {
    __typename: "FulfillmentOrderHoldPayload",
    fulfillmentHold: holdView(hold),
    fulfillmentOrder: () => fulfillmentOrderView(state, found.order, found.record),
    remainingFulfillmentOrder: () => (remaining ? fulfillmentOrderView(state, found.order, remaining) : null),
    userErrors: [],
  };
}

/** `fulfillmentOrderReleaseHold`: the named holds, or without names all of them, whoever placed them. */
export function fulfillmentOrderReleaseHold(
  state: StoreState,
  { id, holdIds }: { id: string; holdIds?: readonly string[] | null },
  context: ApiContext,
): View {
  const { order, record } = writableOrInvalid(state, id, context);
  releaseHolds(state, record, (hold) => !holdIds || holdIds.includes(hold.id));
  return {
    __typename: "FulfillmentOrderReleaseHoldPayload",
    fulfillmentOrder: () => fulfillmentOrderView(state, order, record),
    userErrors: [],
  };
}
