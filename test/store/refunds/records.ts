/** Money that moved on an order. Records are plain and mutable; only acts and mutations change them. Minor units. */

export interface TransactionRecord {
  id: string;
  kind: "SALE" | "REFUND";
  /** What took or gave the money: `shopify_payments`, `gift_card`, `manual`. */
  gateway: string;
  amount: number;
  createdAt: Date;
  /** The payment that a refund gives back, null for a payment. */
  parentId: string | null;
}

export type RestockType = "CANCEL" | "RETURN" | "NO_RESTOCK";

export interface RefundLineRecord {
  id: string;
  lineItemId: string;
  /** Which units of the line, from 0 (RULES R15). */
  positions: readonly number[];
  /** How many of them had shipped. */
  shipped: number;
  restockType: RestockType;
  locationId: string | null;
  subtotal: number;
  tax: number;
}

export interface RefundRecord {
  id: string;
  createdAt: Date;
  processedAt: Date;
  note: string;
  userId: number | null;
  returnId: string | null;
  /** Shipping paid back. */
  shipping: number;
  /** Kept of what the lines are worth: restocking and return shipping fees. */
  fee: number;
  /** Paid out: the sum of its transactions. */
  amount: number;
  /** Paid out beyond what lines, shipping and fee come to, negative where less was paid. */
  discrepancy: number;
  discrepancyReason: string | null;
  transactionIds: readonly string[];
  lines: RefundLineRecord[];
}
