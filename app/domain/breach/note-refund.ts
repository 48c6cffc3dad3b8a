import { withRefund } from "../refund/worksheet";
import type { Rma } from "../rma/rma";
import type { AttributedRefund } from "./attribute-refund";
import type { RefundFacts } from "./refund-facts";

/**
 * A case after somebody paid units of it past the app: they count as refunded, or the app would pay them again. What of their
 * worth was kept back counts as fee taken, up to what the fee is (R14).
 */
export function noteRefund(rma: Rma, { goodsMinor }: RefundFacts, { onCases, worthMinor }: AttributedRefund): Rma {
  let kept = Math.max(0, worthMinor - goodsMinor);
  const returnLines = [...rma.returnLines];
  for (const { rmaId, place, units, share, fee } of onCases) {
    const taken = Math.min(fee, kept);
    kept -= taken;
    const line = returnLines[place];
    if (rmaId === rma.id && line)
      returnLines[place] = withRefund(line, { units, fee: taken, shareBack: share - taken });
  }
  return { ...rma, returnLines };
}
