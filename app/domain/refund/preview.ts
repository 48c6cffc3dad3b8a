import { lowestFreePositions, shareOfPositions } from "./paid-share";
import { restockFee } from "./restock-fee";

/** Units of one line from one fulfillment: what Shopify keeps as one return line. */
export interface ReturnLineUnits {
  readonly fulfillmentId: string;
  readonly quantity: number;
}

export interface PreviewQuestion {
  /** Units ordered on the line, and what was paid and taxed for all of them, in minor units. */
  readonly quantity: number;
  readonly paidMinor: number;
  readonly taxMinor: number;
  /** The units that would come back, one entry per return line. */
  readonly units: readonly ReturnLineUnits[];
  /** Positions (from 0) that earlier refunds, cancellations and open cases hold. */
  readonly heldPositions: readonly number[];
  readonly feeBasisPoints: number;
}

/** Minor units; `refund` is `paidShare` − `fee` + `tax`. */
interface RefundAmounts {
  readonly paidShare: number;
  readonly fee: number;
  readonly tax: number;
  readonly refund: number;
}

export interface ReturnLineAmounts extends RefundAmounts {
  readonly fulfillmentId: string;
  readonly positions: readonly number[];
}

export interface RefundPreview extends RefundAmounts {
  readonly returnLines: readonly ReturnLineAmounts[];
}

/**
 * Fee and refund of units of one line, before anything is sent (R14–R16): the lowest free positions give share and tax,
 * and the fee is rounded once per return line. A fully discounted unit gives 0 and 0.
 */
export function previewRefund(question: PreviewQuestion): RefundPreview {
  let wanted = 0;
  for (const { quantity } of question.units) wanted += quantity;
  const positions = lowestFreePositions(question.quantity, question.heldPositions, wanted);
  const returnLines: ReturnLineAmounts[] = [];
  let from = 0;
  for (const { fulfillmentId, quantity } of question.units) {
    const own = quantity === wanted ? positions : positions.slice(from, from + quantity);
    returnLines.push(returnLine(question, fulfillmentId, own));
    from += quantity;
  }
  return summed(returnLines);
}

function returnLine(question: PreviewQuestion, fulfillmentId: string, positions: readonly number[]): ReturnLineAmounts {
  const paidShare = shareOfPositions(question.paidMinor, question.quantity, positions);
  const tax = shareOfPositions(question.taxMinor, question.quantity, positions);
  const fee = restockFee(paidShare, question.feeBasisPoints);
  return { fulfillmentId, positions, paidShare, fee, tax, refund: paidShare - fee + tax };
}

function summed(returnLines: readonly ReturnLineAmounts[]): RefundPreview {
  const sum = { paidShare: 0, fee: 0, tax: 0, refund: 0, returnLines };
  for (const line of returnLines) {
    sum.paidShare += line.paidShare;
    sum.fee += line.fee;
    sum.tax += line.tax;
    sum.refund += line.refund;
  }
  return sum;
}
