import type { CalendarDate } from "../calendar-date";

/** Units of one order line that a refund names. */
export interface RefundedLine {
  readonly lineId: string;
  readonly quantity: number;
  /** Units of them that had not shipped: a cancellation, which costs nobody a fee (R17). */
  readonly unshipped: number;
  /** What all of them are worth with their tax, as Shopify has it; minor units. */
  readonly worthMinor: number;
}

/** A refund as Shopify has it. It holds no name and no words of a person. */
export interface RefundFacts {
  readonly refundId: string;
  /** The return that was processed; null for a refund past any return. */
  readonly returnId: string | null;
  readonly createdAt: Date;
  /** Its day in the order's time zone. */
  readonly on: CalendarDate;
  /** What was paid back for goods and their tax: without shipping and duties; minor units of the order's currency. */
  readonly goodsMinor: number;
  readonly lines: readonly RefundedLine[];
}
