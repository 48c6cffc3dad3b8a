import type { TransactionRecord } from "./records.ts";
import type { OrderRecord, StoreState } from "../state.ts";

/** What pays when a story does not say. */
const USUAL_GATEWAY = "shopify_payments";

/** Books a payment. */
export function receive(
  state: StoreState,
  order: OrderRecord,
  { amount, gateway = USUAL_GATEWAY }: { amount: number; gateway?: string },
): void {
  order.transactions.push({
    id: state.ids.gid("OrderTransaction"),
    kind: "SALE",
    gateway,
    amount,
    createdAt: state.now(),
    parentId: null,
  });
}

/** What can still be given back of one payment. */
export const leftOf = (order: OrderRecord, payment: TransactionRecord): number =>
  order.transactions
    .filter(({ parentId }) => parentId === payment.id)
    .reduce((left, { amount }) => left - amount, payment.amount);

export interface Tender {
  payment: TransactionRecord;
  amount: number;
}

/** Which payments give an amount back: in the order they were made, each as far as it goes (assumed). */
export function splitTenders(order: OrderRecord, amount: number): Tender[] {
  let open = amount;
  return order.transactions
    .filter(({ kind }) => kind === "SALE")
    .map((payment) => {
      const part = Math.max(Math.min(open, leftOf(order, payment)), 0);
      open -= part;
      return { payment, amount: part };
    })
    .filter((tender) => tender.amount > 0);
}
