import { z } from "zod";
import { sqlOf, type Db, type Transaction } from "~/db.server";
import { StaleWrite } from "~/errors";
import { prepared } from "./prepared";

/** One request of a shopper's: the extension gives each an id of its own, and sends it again when an answer got lost. */
export interface ShopperRequestKey {
  shop: string;
  customerId: string;
  requestId: string;
}

/** What a request was answered, as it went out. */
export type RequestReply = Readonly<Record<string, unknown>>;

const reply = z.record(z.string(), z.unknown());

const FIND = prepared("SELECT answer FROM shopper_request WHERE shop = $1 AND customer_id = $2 AND request_id = $3");

const SAVE = prepared(`
  INSERT INTO shopper_request (shop, customer_id, request_id, answer, at) VALUES ($1, $2, $3, $4::jsonb, $5)
  ON CONFLICT DO NOTHING RETURNING 1
`);

/** What the request was answered before; null when it is new. */
export async function findAnswer(
  db: Db,
  { shop, customerId, requestId }: ShopperRequestKey,
): Promise<RequestReply | null> {
  const [row] = await sqlOf(db).query<{ answer: unknown }>(FIND, [shop, customerId, requestId]);
  return row ? reply.parse(row.answer) : null;
}

/**
 * Keeps the answer for the copies of a request, in the transaction that carries it out.
 * @throws StaleWrite when a copy was faster: what this one did is taken back.
 */
export async function saveAnswer(
  tx: Transaction,
  { shop, customerId, requestId }: ShopperRequestKey,
  { answer, at }: { answer: unknown; at: Date },
): Promise<void> {
  const stored = await sqlOf(tx).query(SAVE, [shop, customerId, requestId, JSON.stringify(answer), at]);
  if (stored.length === 0) throw new StaleWrite(`Request ${requestId} was answered meanwhile`);
}
