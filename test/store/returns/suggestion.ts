import { toMinor } from "../money.ts";
import { refundableOf as refundableMoney, totalsOf } from "../order-figures.ts";
import { splitTenders, type Tender } from "../refunds/payments.ts";
import type { ReturnLineRecord, ReturnRecord } from "./records.ts";
import { lineOf, type OrderRecord, type StoreState } from "../state.ts";
import { addWorth, grossOf, worthOf } from "../units.ts";
import { feeStep, nextToRefund } from "./figures.ts";

export interface ShippingWish {
  fullRefund?: boolean | null;
  /** Minor units; overrides `fullRefund`. */
  amount?: number | undefined;
}

export interface Outcome {
  subtotal: number;
  tax: number;
  fee: number;
  shipping: number;
  /** To be paid back, never more than what is there; negative: the customer owes. */
  amount: number;
  maximum: number;
  tenders: readonly Tender[];
}

/** What processing these units would pay back: their worth and tax, less the fees. */
export function suggestOutcome(
  state: StoreState,
  order: OrderRecord,
  {
    record,
    units,
    shipping,
  }: { record: ReturnRecord; units: readonly { line: ReturnLineRecord; quantity: number }[]; shipping: ShippingWish },
): Outcome {
  const { taxesIncluded } = state.settings;
  const chosen = units.map(({ line, quantity }) => ({ line, positions: nextToRefund(order, line, quantity) }));
  const worth = addWorth(chosen.map(({ line, positions }) => worthOf(lineOf(order, line.lineItemId), positions)));
  const fees = chosen.map(({ line, positions }) => feeStep(order, record, { line, positions, taxesIncluded }));
  const fee = fees.reduce((sum, one) => sum + one, 0) + openShippingFee(order, record);
  const back = shippingOf(order, shipping, taxesIncluded);
  const maximum = refundableMoney(order);
  const amount = Math.min(grossOf(worth, taxesIncluded) + back - fee, maximum) + shiftOf(state, order);
  return { ...worth, fee, shipping: back, amount, maximum, tenders: splitTenders(order, Math.max(amount, 0)) };
}

/** The return's shipping fee is taken with its first refund. */
export const openShippingFee = (order: OrderRecord, { id, shippingFee }: ReturnRecord): number =>
  order.refunds.some(({ returnId }) => returnId === id) ? 0 : (shippingFee?.amount ?? 0);

export function shippingOf(order: OrderRecord, { fullRefund, amount }: ShippingWish, taxesIncluded: boolean): number {
  const { shippingLeft } = totalsOf(order, taxesIncluded);
  return amount ?? (fullRefund === true ? shippingLeft : 0);
}

/** What a story adds to the next figure; used up by it. */
export function shiftOf(state: StoreState, order: OrderRecord): number {
  const shift = state.suggestionShift;
  state.suggestionShift = null;
  return shift === null ? 0 : toMinor(shift.replace(/^\+/, ""), order.currency);
}
