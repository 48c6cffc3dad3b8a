import type { CalendarDate } from "../calendar-date";
import type { ReturnAnswer } from "../policy/assess-return";
import { FINDING_CLAUSES, verdictOf, type Finding, type FindingCode } from "../policy/finding-codes";
import { firstUnits, invoiceShippedUnits, withoutUnits } from "../policy/invoice-dates";
import type { LineInOrder, LineShipment } from "../policy/order-snapshot";
import { basisPoints, type PolicyVersion } from "../policy/policy-settings";
import { previewRefund } from "../refund/preview";

/** Why a shipped back-order is on its way back: the customer refused it, or the carrier could not deliver it. */
export const REFUSAL_CAUSES = ["refused", "undeliverable"] as const;
type RefusalCause = (typeof REFUSAL_CAUSES)[number];

export interface RefusedUnits {
  readonly quantity: number;
  readonly cause: RefusalCause;
  readonly on: CalendarDate;
  /** The parcel that they left in, where one is meant. */
  readonly fulfillmentId?: string;
}

/**
 * "All refused back-orders are subject to a 25% restock fee": units that waited and shipped come back at once, electronic
 * ones too, in any window (R27). Units that stock covered on order are no back-order and stay under the rules of a return.
 * An undeliverable parcel is for a person to look at, without a fee.
 */
export function assessRefused(subject: LineInOrder, asked: RefusedUnits, policy: PolicyVersion): ReturnAnswer {
  const { line, state } = subject;
  const waited = invoiceShippedUnits(
    { ...line, invoicedOn: null },
    shipmentsThatWaited(subject).filter(
      ({ fulfillmentId }) => asked.fulfillmentId === undefined || fulfillmentId === asked.fulfillmentId,
    ),
    policy.settings.return.windowDays,
  );
  const free = withoutUnits(waited, state.refundedShipped + state.onOpenCases, state.takenFrom);
  const available = unitsIn(free);
  const finding = (code: FindingCode, effect: Finding["effect"], facts: Finding["facts"] = {}): Finding => ({
    code,
    effect,
    clause: FINDING_CLAUSES[code],
    policyVersion: policy.version,
    facts,
  });
  const findings: Finding[] = [];
  if (state.shipments.length === 0) findings.push(finding("not-shipped", "deny"));
  else if (asked.quantity > unitsIn(waited)) findings.push(finding("not-a-back-order", "deny"));
  else if (asked.quantity > available) findings.push(finding("quantity-not-available", "deny", { available }));
  if (asked.cause === "undeliverable") findings.push(finding("undeliverable", "review"));
  const verdict = verdictOf(findings);
  return {
    lineId: line.lineId,
    asked: { quantity: asked.quantity, reason: asked.cause, on: asked.on },
    verdict,
    findings,
    policyVersion: policy.version,
    lastDay: null,
    available: verdict === "deny" && available > 0 ? available : null,
    preview:
      verdict === "deny"
        ? null
        : previewRefund({
            quantity: line.quantity,
            paidMinor: line.paidMinor,
            taxMinor: line.taxMinor,
            units: firstUnits(free, asked.quantity),
            heldPositions: state.heldPositions ?? [],
            feeBasisPoints: feeOf(asked.cause, policy),
          }),
    warrantyUntil: null,
  };
}

/** The preset takes 25 % of a refused back-order; a parcel that nobody could deliver bears none (R27). */
const feeOf = (cause: RefusalCause, { settings }: PolicyVersion): number =>
  cause === "refused" ? basisPoints(settings.backorder.feePercentWhenRefused) : 0;

const unitsIn = (groups: readonly { readonly quantity: number }[]): number =>
  groups.reduce((sum, { quantity }) => sum + quantity, 0);

/** Units of a parcel that had waited: the others were in stock, and are no back-order. */
export const waitedInParcel = (subject: LineInOrder, fulfillmentId: string): number =>
  unitsIn(shipmentsThatWaited(subject).filter((shipment) => shipment.fulfillmentId === fulfillmentId));

/** Shipped units beyond those that stock covered on order, which count as the first to ship (R5). */
function shipmentsThatWaited({ line, state }: LineInOrder): LineShipment[] {
  let covered = line.quantity - line.waitingAtOrder;
  return [...state.shipments]
    .sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0))
    .flatMap((shipment) => {
      const first = Math.min(covered, shipment.quantity);
      covered -= first;
      return shipment.quantity > first ? [{ ...shipment, quantity: shipment.quantity - first }] : [];
    });
}
