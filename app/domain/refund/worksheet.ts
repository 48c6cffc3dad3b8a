import { mulDivHalfUp } from "../money";
import { isMerchantFaultReason } from "../policy/return-question";
import type { ReturnLine, Rma } from "../rma/rma";
import { unpaidUnits } from "../rma/rma";
import { shareOfPositions } from "./paid-share";
import { nextFee, restockFee } from "./restock-fee";

/** What was ordered, paid and taxed on one order line, in minor units of the order's currency. */
export interface LineMoney {
  readonly lineId: string;
  readonly quantity: number;
  readonly paidMinor: number;
  readonly taxMinor: number;
}

/** What the order as a whole says about money. */
export interface OrderMoney {
  readonly lines: readonly LineMoney[];
  /** Shipping as charged, and what of it was paid back already; minor units. */
  readonly shippingMinor: number;
  readonly shippingRefundedMinor: number;
}

/** Accepted, unpaid units of one return line; minor units. */
interface WorksheetLine {
  readonly returnLineItemId: string;
  readonly lineId: string;
  readonly fulfillmentId: string;
  /** Units of the return line that were paid before, and those that are paid now. */
  readonly before: number;
  readonly units: number;
  readonly paidShare: number;
  readonly fee: number;
  readonly tax: number;
  /** What the fee would be if Shopify took it from the price with its tax (R18). */
  readonly feeWithTaxInBase: number;
}

/** What will be paid for the accepted units of one Shopify return; `refund` is share − fee + tax + shipping. */
export interface Worksheet {
  readonly returnId: string;
  readonly currency: string;
  readonly lines: readonly WorksheetLine[];
  readonly paidShare: number;
  readonly fee: number;
  readonly tax: number;
  /** Only on the merchant's fault (R16). */
  readonly shipping: number;
  readonly refund: number;
}

/** Notes on a return line what was paid for units of it: `shareBack` is the paid share less the fee, in minor units. */
export const withRefund = (
  line: ReturnLine,
  { units, fee, shareBack }: { units: number; fee: number; shareBack: number },
): ReturnLine => ({
  ...line,
  refunded: line.refunded + units,
  feeTakenMinor: line.feeTakenMinor + fee,
  refundedMinor: line.refundedMinor + shareBack,
});

/**
 * The worksheets of a case, one for each Shopify return that has accepted units to pay (R14–R17). Paid in steps, each step is
 * the amount of all that was accepted so far less what earlier steps paid, so that steps never round twice.
 */
export function worksheetsOf(rma: Rma, money: OrderMoney): Worksheet[] {
  const payable = rma.returnLines.filter((line) => unpaidUnits(line) > 0);
  const returnIds = [...new Set(payable.flatMap(({ returnId }) => returnId ?? []))];
  return returnIds.map((returnId) => {
    const lines = payable.filter((line) => line.returnId === returnId);
    return worksheet(rma, returnId, { lines, money });
  });
}

function worksheet(
  rma: Rma,
  returnId: string,
  { lines, money }: { lines: readonly ReturnLine[]; money: OrderMoney },
): Worksheet {
  const rows = lines.map((line) => worksheetLine(line, moneyOf(money, line.lineId)));
  const shipping = shippingOfFault(rma, lines, money);
  const sum = (amount: (row: WorksheetLine) => number) => rows.reduce((total, row) => total + amount(row), 0);
  const [paidShare, fee, tax] = [sum((row) => row.paidShare), sum((row) => row.fee), sum((row) => row.tax)];
  return {
    returnId,
    currency: rma.currency,
    lines: rows,
    paidShare,
    fee,
    tax,
    shipping,
    refund: paidShare - fee + tax + shipping,
  };
}

function worksheetLine(line: ReturnLine, money: LineMoney): WorksheetLine {
  const accepted = line.positions.slice(0, line.accepted);
  const paid = line.positions.slice(0, line.refunded);
  const share = (positions: readonly number[]) => shareOfPositions(money.paidMinor, money.quantity, positions);
  const tax = (positions: readonly number[]) => shareOfPositions(money.taxMinor, money.quantity, positions);
  const { feeBasisPoints } = line;
  const acceptedShareMinor = share(accepted);
  return {
    returnLineItemId: line.returnLineItemId ?? "",
    lineId: line.lineId,
    fulfillmentId: line.fulfillmentId,
    before: line.refunded,
    units: unpaidUnits(line),
    paidShare: acceptedShareMinor - share(paid),
    fee: nextFee({ acceptedShareMinor, takenMinor: line.feeTakenMinor, feeBasisPoints }),
    tax: tax(accepted) - tax(paid),
    feeWithTaxInBase:
      restockFee(acceptedShareMinor + tax(accepted), feeBasisPoints) -
      restockFee(share(paid) + tax(paid), feeBasisPoints),
  };
}

/**
 * Shipping is given back only on the merchant's fault: shipping × faulty units ÷ all units, half up (R16), never more than
 * what is left of it. In steps like the fee.
 */
function shippingOfFault(rma: Rma, lines: readonly ReturnLine[], money: OrderMoney): number {
  const faulty = lines.filter((line) => line.feeBasisPoints === 0 && isFault(rma, line.lineId));
  const allUnits = money.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (allUnits === 0 || rma.kind === "warranty") return 0;
  const part = (units: (line: ReturnLine) => number) =>
    mulDivHalfUp(
      money.shippingMinor,
      Math.min(
        allUnits,
        faulty.reduce((sum, line) => sum + units(line), 0),
      ),
      allUnits,
    );
  const due = part(({ accepted }) => accepted) - part(({ refunded }) => refunded);
  return Math.max(0, Math.min(due, money.shippingMinor - money.shippingRefundedMinor));
}

function isFault(rma: Rma, lineId: string): boolean {
  const line = rma.lines.find((one) => one.lineId === lineId);
  return line !== undefined && isMerchantFaultReason(line.reason);
}

function moneyOf({ lines }: OrderMoney, lineId: string): LineMoney {
  const found = lines.find((line) => line.lineId === lineId);
  if (!found) throw new Error(`The order has no line ${lineId}`);
  return found;
}
