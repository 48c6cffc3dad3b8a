import { toMinor } from "../money.ts";
import { refundableOf as refundableMoney } from "../order-figures.ts";
import { splitTenders } from "../refunds/payments.ts";
import { returnableUnits, unprocessedOf } from "../returns/figures.ts";
import { openReturn, type WantedLine } from "../returns/opening.ts";
import { processUnits } from "../returns/processing.ts";
import type { ReturnRecord } from "../returns/records.ts";
import { suggestOutcome } from "../returns/suggestion.ts";
import { lineOf, orderNamed, type OrderRecord, type StoreState } from "../state.ts";
import type { RefundRequest, UnitsOf } from "./arguments.ts";

/** Staff open a return in Shopify's own screen, with a fee or without. @returns its GID. */
export function returnInAdmin(
  state: StoreState,
  name: string,
  { lines, feePercent }: { lines: readonly UnitsOf[]; feePercent?: number },
): string {
  const order = orderNamed(state, name);
  const wanted = wantedLines(order, lines, feePercent ?? null);
  return openReturn(state, order, { status: "OPEN", lines: wanted, shippingFee: null, userId: 1 }).id;
}

/** The customer asks for a return on Shopify's own page: no fee, waits for an answer. @returns its GID. */
export function requestNatively(state: StoreState, name: string, { lines }: { lines: readonly UnitsOf[] }): string {
  const order = orderNamed(state, name);
  const wanted = wantedLines(order, lines, null);
  return openReturn(state, order, { status: "REQUESTED", lines: wanted, shippingFee: null, userId: null }).id;
}

/** Units by SKU, from the fulfillments that have them, in order. @throws Error when fewer can be returned. */
function wantedLines(order: OrderRecord, lines: readonly UnitsOf[], feePercentage: number | null): WantedLine[] {
  const left = new Map(returnableUnits(order));
  return lines.flatMap(({ sku, quantity }) => {
    let open = quantity;
    const found = order.fulfillments.flatMap((fulfillment) =>
      fulfillment.lines
        .filter(({ lineItemId }) => lineOf(order, lineItemId).sku === sku)
        .flatMap((entry) => {
          const units = Math.min(open, left.get(entry.id) ?? 0);
          open -= units;
          left.set(entry.id, (left.get(entry.id) ?? 0) - units);
          const texts = { reasonId: null, reasonNote: "", customerNote: null };
          return units > 0 ? [{ fulfillment, entry, quantity: units, feePercentage, ...texts }] : [];
        }),
    );
    if (open > 0) throw new Error(`${order.name}: only ${quantity - open} units of ${sku} can be returned.`);
    return found;
  });
}

/** By GID, by Shopify's name (`#1001-R1`) or by the note of its lines. @throws Error when there is none. */
function returnOf(order: OrderRecord, wanted: string): ReturnRecord {
  const found = order.returns.find(
    ({ id, name, status, lines }) =>
      id === wanted || name === wanted || (status !== "CANCELED" && lines.some((line) => line.reasonNote === wanted)),
  );
  if (!found) throw new Error(`${order.name} has no return ${wanted}.`);
  return found;
}

/**
 * Staff refund a return in Shopify's own screen: its lines (default: all that is not processed) are processed without
 * restocking, and what Shopify suggests is paid, net of the fee, unless they type another amount.
 */
export function refundReturnInAdmin(state: StoreState, name: string, request: RefundRequest & { rma: string }): string {
  const order = orderNamed(state, name);
  const record = returnOf(order, request.rma);
  const units = chosenLines(order, record, request.lines);
  const shipping = request.shipping === undefined ? 0 : toMinor(request.shipping, order.currency);
  const suggested = suggestOutcome(state, order, { record, units, shipping: { amount: shipping } }).amount;
  const amount = request.amount === undefined ? Math.max(suggested, 0) : toMinor(request.amount, order.currency);
  if (amount > refundableMoney(order)) throw new Error(`${order.name}: only what was paid can be refunded.`);
  const refund = processUnits(state, order, {
    record,
    lines: units.map(({ line, quantity }) => ({ line, quantity, disposals: [] })),
    payout: { tenders: splitTenders(order, amount), shipping },
    note: request.note ?? "",
    userId: request.userId ?? 1,
  });
  return refund?.id ?? "";
}

function chosenLines(order: OrderRecord, record: ReturnRecord, lines: RefundRequest["lines"]) {
  const all = record.lines.map((line) => ({ line, quantity: unprocessedOf(line).length }));
  const open = all.filter(({ quantity }) => quantity > 0);
  if (lines === undefined) return open;
  return lines.map(({ sku, quantity }) => {
    const found = open.find(
      ({ line, quantity: most }) => lineOf(order, line.lineItemId).sku === sku && most >= quantity,
    );
    if (!found) throw new Error(`${record.name} has no ${quantity} units of ${sku} to process.`);
    return { line: found.line, quantity };
  });
}
