import type { AnsweredLine } from "./open-rmas";
import { aReturnLine, feeFor } from "./open-rmas";
import type { PolicyVersion } from "../policy/policy-settings";
import type { ReturnLine, Rma } from "./rma";

/** A line of a return that staff made at Shopify. */
export interface NativeLine {
  readonly returnLineItemId: string;
  readonly lineId: string;
  readonly fulfillmentId: string;
  readonly quantity: number;
}

export interface NativeReturnLines {
  readonly returnId: string;
  readonly lines: readonly NativeLine[];
}

/**
 * A case whose goods stand on a return that staff made (R13): its return lines are Shopify's, with the positions that the
 * request took (R15) and the policy's own fee, whatever fee Shopify has.
 */
export function adoptReturn(
  rma: Rma,
  { returnId, lines }: NativeReturnLines,
  { answered, policy }: { answered: readonly AnsweredLine[]; policy: PolicyVersion },
): Rma {
  const returnLines: ReturnLine[] = [];
  for (const { answer } of answered) {
    const positions = (answer.preview?.returnLines ?? []).flatMap((line) => line.positions).sort((a, b) => a - b);
    const feeBasisPoints = feeFor(answer.asked.reason, policy);
    for (const { lineId, fulfillmentId, quantity, returnLineItemId } of lines) {
      if (lineId !== answer.lineId) continue;
      const own = positions.splice(0, quantity);
      const line = aReturnLine({ lineId, fulfillmentId, positions: own, feeBasisPoints });
      returnLines.push({ ...line, returnId, returnLineItemId });
    }
  }
  return { ...rma, returnLines };
}
