import { unshipped } from "../../fulfilment/carve.ts";
import { findFulfillment, type FoundFulfillmentOrder } from "../../fulfilment/find.ts";
import {
  isShippable,
  type EventStatus,
  type FulfillmentRecord,
  type TrackingRecord,
} from "../../fulfilment/records.ts";
import { addEvent, cancelShipment, stamp } from "../../fulfilment/shipment-changes.ts";
import { ship, tellOfShipments, type Load } from "../../fulfilment/ship.ts";
import { lineOf, restId, type StoreState } from "../../state.ts";
import { emitOrder } from "../../webhooks/emit.ts";
import { emitFulfillmentChange } from "../../webhooks/emit-fulfilment.ts";
import type { ApiContext, View } from "../view.ts";
import { fulfillmentEventView, fulfillmentView } from "../views/fulfillment-view.ts";
import {
  hasUnits,
  invalidId,
  namesTwice,
  problem,
  unitsOf,
  writableOrInvalid,
  type LineInput,
} from "./fulfillment-order-input.ts";

interface TrackingInput {
  company?: string | null;
  number?: string | null;
  numbers?: readonly string[] | null;
  url?: string | null;
  urls?: readonly string[] | null;
}

interface FulfillmentInput {
  lineItemsByFulfillmentOrder: readonly {
    fulfillmentOrderId: string;
    fulfillmentOrderLineItems?: readonly LineInput[] | null;
  }[];
  notifyCustomer?: boolean | null;
  trackingInfo?: TrackingInput | null;
}

const MOST_LINES = 512;

const refusal = (message: string, field: readonly string[] = ["fulfillment"]): View =>
  problem("UserError", field, message);

/** `number` and `url`, or lists of both side by side. */
function trackingOf(input: TrackingInput | null | undefined): TrackingRecord[] {
  if (!input) return [];
  const numbers = input.numbers ?? (input.number ? [input.number] : []);
  const urls = input.urls ?? (input.url ? [input.url] : []);
  const count = Math.max(numbers.length, urls.length);
  return Array.from({ length: count }, (_, index) => ({
    number: numbers[index] ?? null,
    company: input.company ?? null,
    url: urls[index] ?? null,
  }));
}

interface Asked extends FoundFulfillmentOrder {
  lines: readonly LineInput[];
}

/** What Shopify refuses, in its order: one order, one place, one way of delivery, shippable, enough units. */
function shipProblem(asked: readonly Asked[]): View | null {
  const [first] = asked;
  if (!first) return refusal("There must be at least one fulfillment order to fulfill.");
  if (asked.some(({ order }) => order !== first.order))
    return refusal("All fulfillment orders must belong to the same order.");
  if (asked.some(({ record }) => record.locationId !== first.record.locationId))
    return refusal("All fulfillment orders must be assigned to the same location.");
  const methods = [...new Set(asked.map(methodOf))];
  if (methods.length > 1)
    return refusal(
      `All fulfillment orders must have the same delivery method type. Multiple delivery method types ${JSON.stringify(methods)} were found.`,
    );
  const closed = asked.find(({ record }) => !isShippable(record));
  if (closed)
    return refusal(
      `Fulfillment order ${restId(closed.record.id)} has an unfulfillable status= ${closed.record.status.toLowerCase()}.`,
    );
  if (asked.reduce((sum, { record, lines }) => sum + (lines.length || record.lines.length), 0) > MOST_LINES)
    return refusal(`A fulfillment can have up to ${MOST_LINES} line items.`);
  const isWrong = asked.some(
    ({ record, lines }) => lines.some(({ quantity }) => quantity <= 0) || namesTwice(lines) || !hasUnits(record, lines),
  );
  return isWrong ? refusal("Invalid fulfillment order line item quantity requested.") : null;
}

const methodOf = ({ order, record }: Asked): string =>
  record.lines.some(({ lineItemId }) => lineOf(order, lineItemId).requiresShipping) ? "shipping" : "none";

/** `fulfillmentCreate`: marks units as shipped. Nobody is told unless `notifyCustomer`. */
export function fulfillmentCreate(
  state: StoreState,
  { fulfillment: input }: { fulfillment: FulfillmentInput },
  context: ApiContext,
): View {
  const asked = input.lineItemsByFulfillmentOrder.map(({ fulfillmentOrderId, fulfillmentOrderLineItems }) => ({
    ...writableOrInvalid(state, fulfillmentOrderId, context),
    lines: fulfillmentOrderLineItems ?? [],
  }));
  const isTwice = new Set(asked.map(({ record }) => record)).size < asked.length;
  const refused = isTwice ? refusal("A fulfillment order is named twice.") : shipProblem(asked);
  const loads = asked.map(({ record, lines }): Load => ({
    record,
    units: lines.length === 0 ? unshipped(record) : unitsOf(lines),
  }));
  const [first, ...others] = loads;
  const order = asked[0]?.order;
  if (refused || !first || !order)
    return { __typename: "FulfillmentCreatePayload", fulfillment: null, userErrors: refused ? [refused] : [] };
  const made = ship(state, order, {
    loads: [first, ...others],
    tracking: trackingOf(input.trackingInfo),
    notify: input.notifyCustomer ?? false,
  });
  tellOfShipments(state, order, [made]);
  return {
    __typename: "FulfillmentCreatePayload",
    fulfillment: () => fulfillmentView(state, order, made),
    userErrors: [],
  };
}

/** The shipment, if the token may change fulfillment orders like those it came from. */
function writableShipment(state: StoreState, id: string, context: ApiContext) {
  const found = findFulfillment(state, id);
  if (!found) return invalidId(id);
  const from = found.fulfillment.lines[0]?.fulfillmentOrderId;
  if (from !== undefined) writableOrInvalid(state, from, context);
  return found;
}

/** `fulfillmentCancel`: its units are to be shipped again. */
export function fulfillmentCancel(state: StoreState, { id }: { id: string }, context: ApiContext): View {
  const found = writableShipment(state, id, context);
  const isOver = found.fulfillment.status === "CANCELLED";
  if (!isOver) cancelShipment(state, found);
  return {
    __typename: "FulfillmentCancelPayload",
    fulfillment: () => (isOver ? null : fulfillmentView(state, found.order, found.fulfillment)),
    userErrors: isOver ? [refusal("The fulfillment is cancelled already.", ["id"])] : [],
  };
}

interface EventInput {
  fulfillmentId: string;
  status: EventStatus;
  message?: string | null;
  happenedAt?: string | null;
}

/** `fulfillmentEventCreate`: what the carrier says. */
export function fulfillmentEventCreate(
  state: StoreState,
  { fulfillmentEvent: input }: { fulfillmentEvent: EventInput },
): View {
  const found = findFulfillment(state, input.fulfillmentId) ?? invalidId(input.fulfillmentId);
  addEvent(state, found, {
    status: input.status,
    message: input.message ?? null,
    happenedAt: input.happenedAt ? new Date(input.happenedAt) : null,
  });
  const event = found.fulfillment.events.at(-1);
  return {
    __typename: "FulfillmentEventCreatePayload",
    fulfillmentEvent: event ? fulfillmentEventView(event) : null,
    userErrors: [],
  };
}

interface TrackingArguments {
  fulfillmentId: string;
  notifyCustomer?: boolean | null;
  trackingInfoInput: TrackingInput;
}

/** `fulfillmentTrackingInfoUpdate`: replaces the tracking; the customer is told when asked for. */
export function fulfillmentTrackingInfoUpdate(state: StoreState, args: TrackingArguments, context: ApiContext): View {
  const { order, fulfillment } = writableShipment(state, args.fulfillmentId, context);
  fulfillment.tracking = trackingOf(args.trackingInfoInput);
  if (args.notifyCustomer) tellCustomer(fulfillment);
  stamp(state, fulfillment);
  emitFulfillmentChange(state, order, fulfillment);
  emitOrder(state, order, "orders/updated");
  return {
    __typename: "FulfillmentTrackingInfoUpdatePayload",
    fulfillment: () => fulfillmentView(state, order, fulfillment),
    userErrors: [],
  };
}

function tellCustomer(fulfillment: FulfillmentRecord): void {
  fulfillment.notified = true;
}
