import { z } from "zod";
import { db } from "~/db.server";
import type { StoredOrder } from "~/db/order-repository.server";
import { listPolicies } from "~/db/policy-repository.server";
import { calendarDateIn } from "~/domain/calendar-date";
import { formatAmount } from "~/domain/money";
import { assessRequest, type ReturnAnswer } from "~/domain/policy/assess-return";
import { RETURN_REASONS } from "~/domain/policy/facts";
import type { BilingualText } from "~/domain/order-flags";
import type { Finding } from "~/domain/policy/finding-codes";
import { err, ok, type Result } from "~/domain/result";
import { textFor } from "~/texts/finding-texts";
import { findOwnOrder } from "./find-own-order.server";

const MOST_LINES = 250;

/** Units of one line that somebody wants to send back, and why. Nothing else of a request is believed (R42). */
const returnRequest = z.strictObject({
  orderId: z.string({ error: "not-text" }),
  lines: z
    .array(
      z.strictObject({
        lineId: z.string({ error: "not-text" }),
        quantity: z.int({ error: "not-a-whole-number" }).min(1, { error: "out-of-range" }).max(100_000, {
          error: "out-of-range",
        }),
        reason: z.enum(RETURN_REASONS, { error: "unknown-reason" }),
      }),
      { error: "not-a-list" },
    )
    .min(1, { error: "empty" })
    .max(MOST_LINES, { error: "too-many" }),
});

interface RequestError {
  path: string;
  code: string;
}

interface PreviewedLine {
  lineId: string;
  sku: string | null;
  quantity: number;
  verdict: ReturnAnswer["verdict"];
  findings: { code: Finding["code"]; text: BilingualText }[];
  lastDay: string | null;
  available?: number;
  /** Decimal strings in the order's currency; only on lines that are not denied. */
  fee?: string;
  refund?: string;
  warrantyUntil?: string;
}

export type PreviewRejection = { error: "order-not-found" } | { error: "invalid-request"; details: RequestError[] };

export interface Preview {
  currency: string;
  lines: PreviewedLine[];
  error?: "nothing-allowed";
}

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
  const parsed = returnRequest.safeParse(input.input);
  if (!parsed.success) return err({ error: "invalid-request", details: parsed.error.issues.map(toRequestError) });
  const { orderId, lines } = parsed.data;
  const order = await findOwnOrder({ ...input, orderId });
  if (order === null) return err({ error: "order-not-found" });

  const known = new Map(order.lines.map((stored) => [stored.line.lineId, stored]));
  const unknown = lines.flatMap(({ lineId }, index) =>
    known.has(lineId) ? [] : [{ path: `lines.${index}.lineId`, code: "unknown-line" }],
  );
  if (unknown.length > 0) return err({ error: "invalid-request", details: unknown });

  const policy = (await listPolicies(db, input.shop)).find(({ version }) => version === order.snapshot.policyVersion);
  if (!policy) throw new Error(`Policy version ${order.snapshot.policyVersion} is gone`);
  const on = calendarDateIn(input.at, order.snapshot.timeZone);
  const entries = lines.flatMap(({ lineId, quantity, reason }) => {
    const stored = known.get(lineId);
    if (!stored) return [];
    const state = { ...stored.live, onOpenCases: 0, orderCancelled: order.cancelledAt !== null };
    return [{ subject: { order: order.snapshot, line: stored.line, state }, asked: { quantity, reason, on } }];
  });
  return ok(toPreview(order, assessRequest(entries, policy)));
}

const toRequestError = ({ path, message, code }: z.core.$ZodIssue): RequestError => ({
  path: path.map(String).join("."),
  code: code === "unrecognized_keys" ? "unknown-field" : message,
});

function toPreview(order: StoredOrder, answers: readonly ReturnAnswer[]): Preview {
  const { currency } = order.snapshot;
  const skus = new Map(order.lines.map(({ line }) => [line.lineId, line.sku]));
  const lines = answers.map((answer) => toPreviewedLine(answer, skus.get(answer.lineId) ?? null, currency));
  const isAllDenied = lines.every(({ verdict }) => verdict === "deny");
  return { currency, lines, ...(isAllDenied ? { error: "nothing-allowed" as const } : {}) };
}

function toPreviewedLine(answer: ReturnAnswer, sku: string | null, currency: string): PreviewedLine {
  const { preview, available, warrantyUntil } = answer;
  return {
    lineId: answer.lineId,
    sku,
    quantity: answer.asked.quantity,
    verdict: answer.verdict,
    findings: answer.findings.map(({ code, facts }) => ({ code, text: textFor(code, facts) })),
    lastDay: answer.lastDay,
    ...(available === null ? {} : { available }),
    ...(preview === null
      ? {}
      : { fee: formatAmount(preview.fee, currency), refund: formatAmount(preview.refund, currency) }),
    ...(warrantyUntil === null ? {} : { warrantyUntil }),
  };
}
