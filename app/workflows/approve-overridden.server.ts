import { appendEvents } from "~/db/case-event-repository.server";
import type { Transaction } from "~/db.server";
import { saveRma } from "~/db/rma-repository.server";
import { acceptWithoutGoods } from "~/domain/rma/goods-stay";
import { sumOf, type Rma } from "~/domain/rma/rma";
import { payRefundJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { approveRma, type ApproveInput } from "./approve-rma.server";
import { rmaEvent } from "./rma-event";

/**
 * Approves what staff decided, in the caller's transaction. Where they leave the goods with the customer, the units are paid
 * by the same job that pays any other refund, once (R9, R19).
 */
export async function approveOverridden(tx: Transaction, input: ApproveInput & { goodsStay: boolean }): Promise<Rma> {
  const approved = await approveRma(tx, input);
  if (!input.goodsStay) return approved;
  const accepted = acceptWithoutGoods(approved);
  if (!accepted.ok) throw new Error(`${approved.id} cannot be accepted from ${accepted.error.from}`);
  const { shop, by, at } = input;
  const after = await saveRma(tx, shop, accepted.value);
  const details = { units: sumOf(after, ({ quantity }) => quantity) };
  await appendEvents(tx, [rmaEvent(after, { shop, code: "goods-left", by, at, details })]);
  await enqueue(tx, payRefundJob, [{ shop, rmaId: after.id, by }]);
  return after;
}
