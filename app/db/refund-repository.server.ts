import { z } from "zod";
import type { Db, Transaction } from "~/db.server";

const attemptLine = z.object({
  returnLineItemId: z.string(),
  lineId: z.string(),
  fulfillmentId: z.string(),
  before: z.int(),
  units: z.int(),
  paidShare: z.int(),
  fee: z.int(),
  tax: z.int(),
  feeWithTaxInBase: z.int(),
  /** Units of it that go back on the shelf. */
  restock: z.int(),
});
export type AttemptLine = z.output<typeof attemptLine>;

const STATES = ["prepared", "paid", "stopped"] as const;
const STOP_CODES = ["nothing-paid", "shopify-differs", "over-refund", "return-cancelled"] as const;

/** One refund of one Shopify return: intended, then paid once or stopped (R18, R19). Amounts in minor units. */
export interface RefundAttempt {
  rmaId: string;
  sequence: number;
  returnId: string;
  state: (typeof STATES)[number];
  stopCode: (typeof STOP_CODES)[number] | null;
  lines: readonly AttemptLine[];
  currency: string;
  paidShare: number;
  fee: number;
  tax: number;
  shipping: number;
  refund: number;
  /** What Shopify suggested; null until it was asked. */
  suggested: number | null;
  refundId: string | null;
  by: string;
  preparedAt: Date;
  paidAt: Date | null;
}

const amount = z.bigint().transform(Number).pipe(z.int());

const attemptRow = z
  .object({
    rmaId: z.string(),
    sequence: z.int(),
    returnId: z.string(),
    state: z.enum(STATES),
    stopCode: z.enum(STOP_CODES).nullable(),
    lines: z.array(attemptLine),
    currency: z.string(),
    paidShareMinor: amount,
    feeMinor: amount,
    taxMinor: amount,
    shippingMinor: amount,
    refundMinor: amount,
    suggestedMinor: amount.nullable(),
    refundId: z.string().nullable(),
    by: z.string(),
    preparedAt: z.date(),
    paidAt: z.date().nullable(),
  })
  .transform(({ paidShareMinor, feeMinor, taxMinor, shippingMinor, refundMinor, suggestedMinor, ...rest }) => ({
    ...rest,
    paidShare: paidShareMinor,
    fee: feeMinor,
    tax: taxMinor,
    shipping: shippingMinor,
    refund: refundMinor,
    suggested: suggestedMinor,
  }));

/** Every refund of a case that was intended, in order. */
export async function findRefundAttempts(db: Db, shop: string, rmaId: string): Promise<RefundAttempt[]> {
  const rows = await db.refundAttempt.findMany({ where: { shop, rmaId }, orderBy: { sequence: "asc" } });
  return z.array(attemptRow).parse(rows);
}

/** Stores the intent before anything is called (R19). */
export async function insertRefundAttempt(tx: Transaction, shop: string, attempt: RefundAttempt): Promise<void> {
  await tx.refundAttempt.create({ data: { shop, ...columnsOf(attempt) } });
}

/** Writes what became of an attempt. A paid one is never written again: false then. */
export async function saveRefundAttempt(tx: Transaction, shop: string, attempt: RefundAttempt): Promise<boolean> {
  const { rmaId, sequence, ...data } = columnsOf(attempt);
  const { count } = await tx.refundAttempt.updateMany({
    where: { shop, rmaId, sequence, state: { not: "paid" } },
    data,
  });
  return count === 1;
}

const columnsOf = ({ paidShare, fee, tax, shipping, refund, suggested, lines, ...rest }: RefundAttempt) => ({
  ...rest,
  lines: lines.map((line) => ({ ...line })),
  paidShareMinor: paidShare,
  feeMinor: fee,
  taxMinor: tax,
  shippingMinor: shipping,
  refundMinor: refund,
  suggestedMinor: suggested,
});
