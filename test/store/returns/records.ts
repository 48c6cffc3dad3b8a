/** Returns and what comes back with them. Records are plain and mutable; only acts and mutations change them. */

export type ReturnStatus = "REQUESTED" | "OPEN" | "CLOSED" | "CANCELED" | "DECLINED";

export interface ReturnRecord {
  id: string;
  /** Shopify's own label, `#1001-R1`. */
  name: string;
  status: ReturnStatus;
  createdAt: Date;
  closedAt: Date | null;
  approvedAt: Date | null;
  decline: { reason: string; note: string | null } | null;
  /** Who made it in the admin; null for a customer or an app. */
  userId: number | null;
  lines: ReturnLineRecord[];
  /** Minor units. */
  shippingFee: { id: string; amount: number } | null;
  reverseOrders: ReverseOrderRecord[];
}

/** Units of one fulfillment line. */
export interface ReturnLineRecord {
  id: string;
  fulfillmentLineItemId: string;
  lineItemId: string;
  /** Which units of the order's line, from 0, ascending: taken when the line is made and kept (RULES R15). */
  positions: number[];
  /** Those of them that were processed. */
  processed: number[];
  fee: { id: string; percentage: number } | null;
  reasonId: string | null;
  reasonNote: string;
  customerNote: string | null;
}

export interface ReverseOrderRecord {
  id: string;
  status: "OPEN" | "CLOSED" | "CANCELED";
  lines: ReverseLineRecord[];
  deliveries: ReverseDeliveryRecord[];
}

export interface ReverseLineRecord {
  id: string;
  returnLineId: string;
  total: number;
  dispositions: DispositionRecord[];
}

export type DispositionType = "RESTOCKED" | "NOT_RESTOCKED" | "PROCESSING_REQUIRED" | "MISSING";

export interface DispositionRecord {
  id: string;
  type: DispositionType;
  quantity: number;
  locationId: string | null;
  createdAt: Date;
}

export interface ReverseDeliveryRecord {
  id: string;
  createdAt: Date;
  lines: { id: string; reverseLineId: string; quantity: number }[];
  tracking: { number: string | null; url: string | null } | null;
  labelUrl: string | null;
}
