import { z } from "zod";
import { findOwnPhotos } from "~/db/attachment-repository.server";
import { db } from "~/db.server";
import { lockOrder } from "~/db/order-repository.server";
import { findAnswer, saveAnswer, type RequestReply } from "~/db/shopper-request-repository.server";
import { err, ok, type Result } from "~/domain/result";
import { findOwnOrder } from "./find-own-order.server";
import { inTurn } from "./in-turn";
import { openRmas } from "./open-rmas.server";
import { readOrderWithCases } from "./order-with-cases.server";
import { retryStale } from "./retry-stale";
import {
  askedLines,
  judgeRequest,
  orderIdText,
  parseRequest,
  todayOf,
  toRequestAnswer,
  type InvalidRequest,
  type RequestError,
} from "./return-request";

const requestInput = z.strictObject({
  orderId: orderIdText,
  /** The extension's own id of this request: its copies make one RMA. */
  requestId: z.uuid({ error: "not-a-request-id" }),
  lines: askedLines,
});

export type RequestRejection = { error: "order-not-found" } | InvalidRequest;

export interface RequestReturnInput {
  shop: string;
  /** The caller, from the session token. */
  customerId: string;
  input: unknown;
  at: Date;
}

/**
 * A shopper asks for an RMA (R5–R8, R41, R42): the order is read anew, judged as in the preview, and the cases are opened in
 * one transaction that holds the order, so that two requests never get the same units. Copies of a request get the answer
 * of the first.
 */
export async function requestReturn(input: RequestReturnInput): Promise<Result<RequestReply, RequestRejection>> {
  const { shop, customerId, at } = input;
  const parsed = parseRequest(requestInput, input.input);
  if (!parsed.ok) return parsed;
  const { orderId, requestId, lines } = parsed.value;
  const order = await findOwnOrder({ shop, customerId, orderId, at });
  if (order === null) return err({ error: "order-not-found" });
  const foreign = await foreignPhotos({ shop, customerId, orderId }, lines);
  if (foreign.length > 0) return err({ error: "invalid-request", details: foreign });

  const open = () =>
    db.$transaction(async (tx) => {
      const key = { shop, customerId, requestId };
      await lockOrder(tx, shop, orderId);
      const earlier = await findAnswer(tx, key);
      if (earlier !== null) return ok(earlier);
      const known = await readOrderWithCases(tx, shop, order);
      const on = todayOf(order, at);
      const answers = judgeRequest(known, { lines, on });
      if (!answers.ok) return answers;
      const opening = { shop, known, kind: "return", by: "customer", askedOn: on, at } as const;
      const opened = await openRmas(tx, opening, answers.value);
      const answer = toRequestAnswer(known, answers.value, opened);
      await saveAnswer(tx, key, { answer, at });
      return ok({ ...answer });
    });
  return inTurn(`${shop} ${orderId}`, () => retryStale(open));
}

/** Photos that the shopper did not send for this order: a guessed id must not show anybody's. */
async function foreignPhotos(
  owner: { shop: string; customerId: string; orderId: string },
  lines: z.output<typeof askedLines>,
): Promise<RequestError[]> {
  const named = lines.flatMap(({ photos = [] }) => photos);
  if (named.length === 0) return [];
  const own = await findOwnPhotos(db, owner, named);
  return lines.flatMap(({ photos = [] }, line) =>
    photos.flatMap((id, index) =>
      own.has(id) ? [] : [{ path: `lines.${line}.photos.${index}`, code: "unknown-photo" }],
    ),
  );
}
