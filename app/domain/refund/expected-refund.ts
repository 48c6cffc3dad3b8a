import { sumOf, type ReturnLine, type Rma } from "../rma/rma";
import { shareOfPositions } from "./paid-share";
import { restockFee } from "./restock-fee";
import type { LineMoney } from "./worksheet";

/** Minor units; `refund` is paid share − fee + tax. */
export interface ExpectedRefund {
  readonly paidShare: number;
  readonly fee: number;
  readonly tax: number;
  readonly refund: number;
}

const NOTHING: ExpectedRefund = { paidShare: 0, fee: 0, tax: 0, refund: 0 };

/** What comes back for the units of a return line if every one of them is accepted (R14, R15). */
function expectedRefund(line: ReturnLine, money: LineMoney): ExpectedRefund {
  const paidShare = shareOfPositions(money.paidMinor, money.quantity, line.positions);
  const tax = shareOfPositions(money.taxMinor, money.quantity, line.positions);
  const fee = restockFee(paidShare, line.feeBasisPoints);
  return { paidShare, fee, tax, refund: paidShare - fee + tax };
}

/** The same for a whole case: "an RMA line's fee is the sum of its return lines'" (R14). */
export function expectedRefundOf(
  returnLines: readonly ReturnLine[],
  money: ReadonlyMap<string, LineMoney>,
): ExpectedRefund {
  return returnLines.reduce((sum, line) => {
    const own = money.get(line.lineId);
    return own ? added(sum, expectedRefund(line, own)) : sum;
  }, NOTHING);
}

const added = (one: ExpectedRefund, other: ExpectedRefund): ExpectedRefund => ({
  paidShare: one.paidShare + other.paidShare,
  fee: one.fee + other.fee,
  tax: one.tax + other.tax,
  refund: one.refund + other.refund,
});

/** What a case has paid back so far: share less fee, without tax and shipping. */
export const paidSoFar = (rma: Pick<Rma, "returnLines">) => ({
  fee: sumOf(rma, ({ feeTakenMinor }) => feeTakenMinor),
  refund: sumOf(rma, ({ refundedMinor }) => refundedMinor),
});
