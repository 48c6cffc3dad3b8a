/** A hold on a fulfillment order. */
interface HoldFacts {
  readonly id: string;
  /** Placed by this app for waiting units. */
  readonly isOwn: boolean;
  readonly reason: string;
}

interface FulfillmentOrderLine {
  readonly id: string;
  /** The order line. */
  readonly lineId: string;
  readonly remaining: number;
}

/** One fulfillment order as Shopify shows it now. Splitting, moving and merging make new ones: an id is good for one step. */
export interface FulfillmentOrderFacts {
  readonly id: string;
  readonly locationId: string;
  /** The location is a fulfilment service: it ships on request (R25). */
  readonly isService: boolean;
  /** Shopify's `FulfillmentOrderStatus`. */
  readonly status: string;
  /** Shopify's `FulfillmentOrderRequestStatus`. */
  readonly requestStatus: string;
  /** Shopify's `supportedActions`. */
  readonly actions: readonly string[];
  readonly holds: readonly HoldFacts[];
  readonly lines: readonly FulfillmentOrderLine[];
}

const DONE = new Set(["CLOSED", "CANCELLED", "INCOMPLETE"]);

/** Still to ship. */
export const isOpen = ({ status }: FulfillmentOrderFacts): boolean => !DONE.has(status);

const WITH_SERVICE = new Set(["SUBMITTED", "ACCEPTED", "CANCELLATION_REQUESTED", "CANCELLATION_REJECTED"]);

/** The service has been asked to ship it and has not said no. */
export const isWithService = ({ requestStatus }: FulfillmentOrderFacts): boolean => WITH_SERVICE.has(requestStatus);

export const hasOwnHold = ({ holds }: FulfillmentOrderFacts): boolean => holds.some(({ isOwn }) => isOwn);
export const hasForeignHold = ({ holds }: FulfillmentOrderFacts): boolean => holds.some(({ isOwn }) => !isOwn);

/** Units of a line on it. */
export const unitsOf = ({ lines }: FulfillmentOrderFacts, lineId: string): number =>
  lines.reduce((sum, line) => sum + (line.lineId === lineId ? line.remaining : 0), 0);

/** Units of a line on several of them. */
export const unitsOnAll = (orders: readonly FulfillmentOrderFacts[], lineId: string): number =>
  orders.reduce((sum, order) => sum + unitsOf(order, lineId), 0);
