import type { CalendarDate } from "../calendar-date";
import { RETURN_REASONS } from "../policy/facts";
import type { Finding, Verdict } from "../policy/finding-codes";

export const RMA_KINDS = ["return", "refused-backorder", "warranty"] as const;
export type RmaKind = (typeof RMA_KINDS)[number];

/** Where a case is (R12): the furthest stage of any of its units. */
export const RMA_STATUSES = [
  "requested",
  "opened",
  "troubleshooting",
  "approved",
  "received",
  "inspected",
  "settled",
  "declined",
  "cancelled",
  "expired",
  "sent-back",
  "resolved-by-phone",
  "handled-elsewhere",
] as const;
export type RmaStatus = (typeof RMA_STATUSES)[number];

/** Why units come back: a shopper's reason (R7), or a back-order that was refused at the door (R27). */
export const RMA_REASONS = [...RETURN_REASONS, "refused", "undeliverable"] as const;
export type RmaReason = (typeof RMA_REASONS)[number];

/** What was asked for of one order line. */
export interface RmaLine {
  readonly lineId: string;
  readonly sku: string | null;
  readonly title: string;
  readonly quantity: number;
  readonly reason: RmaReason;
  readonly note: string | null;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly photoIds: readonly string[];
}

/**
 * Units of one order line from one fulfillment: one return line of Shopify's, on which the fee is rounded once (R14).
 * A line whose fault was denied has two entries: the old one gives its units to one that bears the fee (R16).
 */
export interface ReturnLine {
  readonly lineId: string;
  readonly fulfillmentId: string;
  readonly feeBasisPoints: number;
  /** Units on it, whatever became of them; those moved to another return line are not on it any more. */
  readonly quantity: number;
  /** Positions that its units hold (R15), lowest first: accepted units are the first of them, freed ones the last. */
  readonly positions: readonly number[];
  /** Shopify's return and return line, once mirrored (R13). */
  readonly returnId: string | null;
  readonly returnLineItemId: string | null;
  readonly received: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Units that never came: expired. */
  readonly closed: number;
  /** Accepted units that were paid or remedied. */
  readonly refunded: number;
  /** Fee taken and paid share given back so far, in minor units. */
  readonly feeTakenMinor: number;
  readonly refundedMinor: number;
}

/** A case. Its number, and its return at Shopify, exist from approval on (R10, R13). */
export interface Rma {
  readonly id: string;
  readonly number: string | null;
  readonly kind: RmaKind;
  readonly status: RmaStatus;
  readonly verdict: Verdict;
  /** Null for a unit that was bought elsewhere (R36). */
  readonly orderId: string | null;
  readonly orderName: string | null;
  readonly policyVersion: number;
  readonly timeZone: string;
  readonly currency: string;
  readonly customerId: string | null;
  readonly locale: string | null;
  readonly requestedAt: Date;
  /** `customer`, `user:<id>`, `shopify` or `app`. */
  readonly requestedBy: string;
  readonly askedOn: CalendarDate;
  readonly approvedAt: Date | null;
  /** Last day of validity in the shop's time zone, end of day inclusive (R11). */
  readonly expiresOn: CalendarDate | null;
  readonly declineText: string | null;
  readonly closedAt: Date | null;
  readonly version: number;
  readonly lines: readonly RmaLine[];
  readonly returnLines: readonly ReturnLine[];
}

/** Units that may still arrive. */
export const openUnits = ({ quantity, received, closed }: ReturnLine): number => quantity - received - closed;

/** Units that arrived and were not looked at yet. */
export const uninspectedUnits = ({ received, accepted, rejected }: ReturnLine): number =>
  received - accepted - rejected;

/** Accepted units that wait for their money or remedy; none where staff paid past the app before anything was accepted. */
export const unpaidUnits = ({ accepted, refunded }: ReturnLine): number => Math.max(0, accepted - refunded);

/** A number over all return lines of a case. */
export function sumOf(rma: Pick<Rma, "returnLines">, units: (line: ReturnLine) => number): number {
  let sum = 0;
  for (const line of rma.returnLines) sum += units(line);
  return sum;
}

/** Units that the case keeps anybody else from asking for: neither freed nor gone for good (R6). */
export const heldUnits = ({ quantity, rejected, closed, refunded }: ReturnLine): number =>
  Math.max(0, quantity - rejected - closed - refunded);
