import { z } from "zod";
import { db } from "~/db.server";
import { err, ok, type Result } from "~/domain/result";
import { findOwnOrder } from "./find-own-order.server";
import { readOrderWithCases } from "./order-with-cases.server";
import {
  askedLines,
  judgeRequest,
  orderIdText,
  parseRequest,
  todayOf,
  toLineAnswer,
  type InvalidRequest,
  type LineAnswer,
} from "./return-request";

const previewInput = z.strictObject({ orderId: orderIdText, lines: askedLines });

export interface Preview {
  currency: string;
  lines: LineAnswer[];
  error?: "nothing-allowed";
}

export type PreviewRejection = { error: "order-not-found" } | InvalidRequest;

export interface PreviewReturnInput {
  shop: string;
  /** The caller, from the session token. */
  customerId: string;
  input: unknown;
  at: Date;
}

/**
 * What a return request would be answered, before anything is sent (R4, R5–R7, R14). Changes nothing but what Shopify
 * shows of the order by now. Somebody else's order is answered as one that does not exist (R41).
 */
export async function previewReturn(input: PreviewReturnInput): Promise<Result<Preview, PreviewRejection>> {
  const parsed = parseRequest(previewInput, input.input);
  if (!parsed.ok) return parsed;
  const order = await findOwnOrder({ ...input, orderId: parsed.value.orderId });
  if (order === null) return err({ error: "order-not-found" });

  const known = await readOrderWithCases(db, input.shop, order);
  const answers = judgeRequest(known, { lines: parsed.value.lines, on: todayOf(order, input.at) });
  if (!answers.ok) return answers;
  const lines = answers.value.map(({ answer }) => toLineAnswer(answer, order));
  const isAllDenied = lines.every(({ verdict }) => verdict === "deny");
  return ok({
    currency: order.snapshot.currency,
    lines,
    ...(isAllDenied ? { error: "nothing-allowed" as const } : {}),
  });
}
