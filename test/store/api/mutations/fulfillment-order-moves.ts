import type { FoundFulfillmentOrder } from "../../fulfilment/find.ts";
import { isStockedAt, moveFulfillmentOrder } from "../../fulfilment/move.ts";
import { isAtService, remainingUnits, type FulfillmentOrderRecord } from "../../fulfilment/records.ts";
import { mergeFulfillmentOrders, splitFulfillmentOrder } from "../../fulfilment/split.ts";
import type { LineRecord, OrderRecord, StoreState } from "../../state.ts";
import { NotInTheStore, type ApiContext, type View } from "../view.ts";
import { fulfillmentOrderView } from "../views/fulfillment-order-view.ts";
import {
  hasUnits,
  namesTwice,
  problem,
  unitsOf,
  writable,
  writableOrInvalid,
  type LineInput,
} from "./fulfillment-order-input.ts";

interface SplitInput {
  fulfillmentOrderId: string;
  fulfillmentOrderLineItems: readonly LineInput[];
}

function splitProblem(found: FoundFulfillmentOrder | null, lines: readonly LineInput[], index: number): View | null {
  const refusal = (field: readonly string[] | null, message: string, code: string | null): View =>
    problem("FulfillmentOrderSplitUserError", field, message, code);
  const path = ["fulfillmentOrderSplits", String(index), "fulfillmentOrderLineItems"];
  if (lines.length === 0)
    return refusal(
      path,
      "There must be at least one item selected in this fulfillment to split it.",
      "NO_LINE_ITEMS_PROVIDED_TO_SPLIT",
    );
  const zero = lines.findIndex(({ quantity }) => quantity <= 0);
  if (zero !== -1)
    return refusal(
      [...path, String(zero), "quantity"],
      "You must select at least one item to split into a new fulfillment order.",
      "GREATER_THAN",
    );
  if (!found) return refusal(null, "Fulfillment order does not exist.", "FULFILLMENT_ORDER_NOT_FOUND");
  const isOpen = found.record.status === "OPEN" || found.record.status === "IN_PROGRESS";
  if (!isOpen || isAtService(found.record))
    return refusal(path.slice(0, 2), "The fulfillment order is not in a splittable state.", null);
  const asked = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (namesTwice(lines) || !hasUnits(found.record, lines) || asked >= remainingUnits(found.record))
    return refusal(path, "Invalid fulfillment order line item quantity requested.", "INVALID_LINE_ITEM_QUANTITY");
  return null;
}

/** `fulfillmentOrderSplit`: all inputs or none. Named units go to a new fulfillment order (`remainingFulfillmentOrder`). */
export function fulfillmentOrderSplit(
  state: StoreState,
  { fulfillmentOrderSplits: inputs }: { fulfillmentOrderSplits: readonly SplitInput[] },
  context: ApiContext,
): View {
  const splits = inputs.map(({ fulfillmentOrderId, fulfillmentOrderLineItems }) => ({
    found: writable(state, fulfillmentOrderId, context),
    lines: fulfillmentOrderLineItems,
  }));
  const userErrors = splits.flatMap(({ found, lines }, index) => splitProblem(found, lines, index) ?? []);
  if (userErrors.length > 0)
    return { __typename: "FulfillmentOrderSplitPayload", fulfillmentOrderSplits: null, userErrors };
  return {
    __typename: "FulfillmentOrderSplitPayload",
    fulfillmentOrderSplits: splits.flatMap(({ found, lines }) => (found ? [splitView(state, found, lines)] : [])),
    userErrors: [],
  };
}

function splitView(state: StoreState, found: FoundFulfillmentOrder, lines: readonly LineInput[]): View {
  const { fulfillmentOrder, remaining, replacement } = splitFulfillmentOrder(state, found, unitsOf(lines));
  const view = (record: FulfillmentOrderRecord) => () => fulfillmentOrderView(state, found.order, record);
  return {
    __typename: "FulfillmentOrderSplitResult",
    fulfillmentOrder: view(fulfillmentOrder),
    remainingFulfillmentOrder: view(remaining),
    replacementFulfillmentOrder: replacement ? view(replacement) : null,
  };
}

function moveProblem(
  state: StoreState,
  { order, record }: FoundFulfillmentOrder,
  { newLocationId, lines }: { newLocationId: string; lines: readonly LineInput[] },
): View | null {
  const refusal = (field: readonly string[], message: string): View =>
    problem("FulfillmentOrderMoveFulfillmentOrderMoveUserError", field, message, null);
  if (remainingUnits(record) === 0 || record.status === "CLOSED" || record.status === "CANCELLED")
    return refusal(["id"], "Fulfillment order is not in a movable state.");
  if (isAtService(record)) return refusal(["id"], `Cannot move a fulfillment order that a service has in hand.`);
  if (!state.locations.has(newLocationId)) return refusal(["newLocationId"], "Location not found.");
  if (record.locationId === newLocationId)
    return refusal(["newLocationId"], "Fulfillment order is assigned to this location already.");
  if (lines.some(({ quantity }) => quantity <= 0) || namesTwice(lines) || !hasUnits(record, lines))
    return refusal(["fulfillmentOrderLineItems"], "Invalid fulfillment order line item quantity requested.");
  const named = lines.length === 0 ? record.lines : record.lines.filter(({ id }) => lines.some((one) => one.id === id));
  const isStocked = named.every(({ lineItemId }) => isStockedAt(state, lineIn(order, lineItemId), newLocationId));
  return isStocked ? null : refusal(["newLocationId"], "The location does not stock the requested inventory item.");
}

const lineIn = (order: OrderRecord, lineItemId: string): LineRecord | undefined =>
  order.lines.find(({ id }) => id === lineItemId);

/** `fulfillmentOrderMove`: to another location, whole or in part. */
export function fulfillmentOrderMove(
  state: StoreState,
  args: { id: string; newLocationId: string; fulfillmentOrderLineItems?: readonly LineInput[] | null },
  context: ApiContext,
): View {
  const found = writableOrInvalid(state, args.id, context);
  const lines = args.fulfillmentOrderLineItems ?? [];
  const refused = moveProblem(state, found, { newLocationId: args.newLocationId, lines });
  const empty = { movedFulfillmentOrder: null, originalFulfillmentOrder: null, remainingFulfillmentOrder: null };
  if (refused) return { __typename: "FulfillmentOrderMovePayload", ...empty, userErrors: [refused] };
  const { moved, original } = moveFulfillmentOrder(state, found, {
    locationId: args.newLocationId,
    units: lines.length === 0 ? null : unitsOf(lines),
  });
  const view = (record: FulfillmentOrderRecord) => () => fulfillmentOrderView(state, found.order, record);
  return {
    __typename: "FulfillmentOrderMovePayload",
    movedFulfillmentOrder: view(moved),
    originalFulfillmentOrder: view(original),
    remainingFulfillmentOrder: moved === original ? null : view(original),
    userErrors: [],
  };
}

interface MergeInput {
  mergeIntents: readonly { fulfillmentOrderId: string; fulfillmentOrderLineItems?: readonly LineInput[] | null }[];
}

/** `fulfillmentOrderMerge` of whole fulfillment orders: open ones of one order at one location. */
export function fulfillmentOrderMerge(
  state: StoreState,
  { fulfillmentOrderMergeInputs: inputs }: { fulfillmentOrderMergeInputs: readonly MergeInput[] },
  context: ApiContext,
): View {
  const sets = inputs.map(({ mergeIntents }) =>
    mergeIntents.map(({ fulfillmentOrderId, fulfillmentOrderLineItems: lines }) => {
      if (lines && lines.length > 0) throw new NotInTheStore("merging parts of fulfillment orders");
      return writable(state, fulfillmentOrderId, context);
    }),
  );
  const userErrors = sets.flatMap((set) => mergeProblem(set) ?? []);
  if (userErrors.length > 0)
    return { __typename: "FulfillmentOrderMergePayload", fulfillmentOrderMerges: null, userErrors };
  const merges = sets.flatMap(([first, ...others]) => {
    if (!first) return [];
    mergeFulfillmentOrders(
      state,
      first.record,
      others.flatMap((other) => (other ? [other.record] : [])),
    );
    const view = () => fulfillmentOrderView(state, first.order, first.record);
    return [{ __typename: "FulfillmentOrderMergeResult", fulfillmentOrder: view }];
  });
  return { __typename: "FulfillmentOrderMergePayload", fulfillmentOrderMerges: merges, userErrors: [] };
}

function mergeProblem(set: readonly (FoundFulfillmentOrder | null)[]): View | null {
  const refusal = (message: string, code: string | null): View =>
    problem("FulfillmentOrderMergeUserError", null, message, code);
  const found = set.filter((one) => one !== null);
  const [first] = found;
  if (!first || found.length < set.length)
    return refusal("Fulfillment order does not exist.", "FULFILLMENT_ORDER_NOT_FOUND");
  const fits = found.every(
    ({ order, record }) =>
      order === first.order &&
      record.locationId === first.record.locationId &&
      record.status === "OPEN" &&
      !isAtService(record),
  );
  const isDistinct = new Set(found.map(({ record }) => record)).size === found.length && found.length > 1;
  return fits && isDistinct ? null : refusal("The fulfillment orders cannot be merged.", null);
}
