/** What the store remembers of fulfillment orders and shipments; state.ts holds the rest. */

export const HOLD_REASONS = [
  "AWAITING_PAYMENT",
  "AWAITING_RETURN_ITEMS",
  "HIGH_RISK_OF_FRAUD",
  "INCORRECT_ADDRESS",
  "INVENTORY_OUT_OF_STOCK",
  "ONLINE_STORE_POST_PURCHASE_CROSS_SELL",
  "OTHER",
  "UNKNOWN_DELIVERY_DATE",
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

export const EVENT_STATUSES = [
  "ATTEMPTED_DELIVERY",
  "CARRIER_PICKED_UP",
  "CONFIRMED",
  "DELAYED",
  "DELIVERED",
  "FAILURE",
  "IN_TRANSIT",
  "LABEL_PRINTED",
  "LABEL_PURCHASED",
  "OUT_FOR_DELIVERY",
  "READY_FOR_PICKUP",
] as const;
export type EventStatus = (typeof EVENT_STATUSES)[number];

export interface HoldRecord {
  id: string;
  /** Null when staff hold: handles are the apps'. */
  handle: string | null;
  reason: HoldReason;
  reasonNotes: string | null;
  /** Placed by the app under test, not by staff. */
  byApp: boolean;
}

/** What the merchant asked a fulfilment service to do. */
export interface MerchantRequestRecord {
  id: string;
  kind: "FULFILLMENT_REQUEST" | "CANCELLATION_REQUEST";
  message: string | null;
  notifyCustomer: boolean;
  sentAt: Date;
}

type FulfillmentOrderStatus = "OPEN" | "IN_PROGRESS" | "CLOSED" | "CANCELLED" | "INCOMPLETE" | "SCHEDULED" | "ON_HOLD";

type RequestStatus =
  | "UNSUBMITTED"
  | "SUBMITTED"
  | "ACCEPTED"
  | "REJECTED"
  | "CANCELLATION_REQUESTED"
  | "CANCELLATION_ACCEPTED"
  | "CANCELLATION_REJECTED"
  | "CLOSED";

export interface FulfillmentOrderLine {
  id: string;
  lineItemId: string;
  total: number;
  remaining: number;
}

export interface FulfillmentOrderRecord {
  id: string;
  locationId: string;
  status: FulfillmentOrderStatus;
  requestStatus: RequestStatus;
  createdAt: Date;
  updatedAt: Date;
  /** Closed by a merge or a cancelled request: the admin does not show it any more. */
  isHidden: boolean;
  holds: HoldRecord[];
  requests: MerchantRequestRecord[];
  lines: FulfillmentOrderLine[];
}

interface EventRecord {
  id: string;
  status: EventStatus;
  message: string | null;
  happenedAt: Date;
  createdAt: Date;
}

export interface TrackingRecord {
  number: string | null;
  company: string | null;
  url: string | null;
}

export interface FulfillmentRecord {
  id: string;
  name: string;
  locationId: string;
  status: "SUCCESS" | "CANCELLED";
  createdAt: Date;
  updatedAt: Date;
  notified: boolean;
  tracking: TrackingRecord[];
  events: EventRecord[];
  lines: { id: string; lineItemId: string; quantity: number; fulfillmentOrderId: string }[];
}

/** Units that somebody could still ship: not held, not waiting for a service's answer, not done. */
export const isShippable = ({ status, requestStatus }: FulfillmentOrderRecord): boolean =>
  (status === "OPEN" || status === "IN_PROGRESS") && requestStatus !== "SUBMITTED";

export const isUnfinished = ({ status }: FulfillmentOrderRecord): boolean =>
  status === "OPEN" || status === "IN_PROGRESS" || status === "ON_HOLD" || status === "SCHEDULED";

/** A fulfilment service has it in hand: nothing is taken off it before the service agrees (SHOPIFY.md 3.5). */
export const isAtService = ({ requestStatus }: FulfillmentOrderRecord): boolean =>
  requestStatus === "SUBMITTED" ||
  requestStatus === "ACCEPTED" ||
  requestStatus === "CANCELLATION_REQUESTED" ||
  requestStatus === "CANCELLATION_REJECTED";

export const remainingUnits = ({ lines }: FulfillmentOrderRecord): number =>
  lines.reduce((sum, { remaining }) => sum + remaining, 0);

/** Some of it has left already. */
export const isPartlyShipped = ({ lines }: FulfillmentOrderRecord): boolean =>
  lines.some(({ total, remaining }) => remaining < total);
