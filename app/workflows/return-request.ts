import { z } from "zod";
import type { StoredOrder } from "~/db/order-repository.server";
import { calendarDateIn, type CalendarDate } from "~/domain/calendar-date";
import { formatAmount } from "~/domain/money";
import type { BilingualText } from "~/domain/order-flags";
import { assessRequest, type ReturnAnswer } from "~/domain/policy/assess-return";
import { RETURN_REASONS } from "~/domain/policy/facts";
import type { Finding } from "~/domain/policy/finding-codes";
import type { LineInOrder } from "~/domain/policy/order-snapshot";
import type { PolicyVersion } from "~/domain/policy/policy-settings";
import { err, ok, type Result } from "~/domain/result";
import type { AnsweredLine } from "~/domain/rma/open-rmas";
import type { Rma } from "~/domain/rma/rma";
import { unitsOnCases } from "~/domain/rma/units-on-cases";
import { textFor } from "~/texts/finding-texts";

const MOST_LINES = 250;
const LONGEST_NOTE = 300;
const MOST_PHOTOS = 8;

export const orderIdText = z.string({ error: "not-text" });

/** A whole number of units; everything else is refused before a rule is asked (R42). */
export const unitCount = z
  .int({ error: "not-a-whole-number" })
  .min(1, { error: "out-of-range" })
  .max(100_000, { error: "out-of-range" });

export const photoIds = z.array(z.uuid({ error: "unknown-photo" })).max(MOST_PHOTOS, { error: "too-many" });

/** Units of one line that somebody wants to send back, and why. Nothing else of a request is believed (R42). */
const askedLine = z.strictObject({
  lineId: z.string({ error: "not-text" }),
  quantity: unitCount,
  reason: z.enum(RETURN_REASONS, { error: "unknown-reason" }),
  note: z.string({ error: "not-text" }).trim().max(LONGEST_NOTE, { error: "too-long" }).optional(),
  photos: photoIds.optional(),
});

/** The lines of a request: what a preview and the request itself have in common. */
export const askedLines = z
  .array(askedLine, { error: "not-a-list" })
  .min(1, { error: "empty" })
  .max(MOST_LINES, { error: "too-many" });
type AskedLines = z.output<typeof askedLines>;

/** What is wrong with one part of a request: its path and a stable code. */
export interface RequestError {
  path: string;
  code: string;
}

export interface InvalidRequest {
  error: "invalid-request";
  details: RequestError[];
}

/** Reads a request, or says everything that is wrong with it (R42). */
export function parseRequest<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Result<z.output<Schema>, InvalidRequest> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  return err({ error: "invalid-request", details: parsed.error.issues.map(toRequestError) });
}

const toRequestError = ({ path, message, code }: z.core.$ZodIssue): RequestError => ({
  path: path.map(String).join("."),
  code: code === "unrecognized_keys" ? "unknown-field" : message,
});

/** What the app knows of an order when units of it are asked for. */
export interface OrderWithCases {
  order: StoredOrder;
  rmas: readonly Rma[];
  /** Positions that are held, by line (R15). */
  held: ReadonlyMap<string, readonly number[]>;
  /** The version that the order is judged by. */
  policy: PolicyVersion;
}

/** One line of an order as it stands now, cases included: what every rule is asked about. */
export function lineNow({ order, rmas, held }: OrderWithCases, lineId: string): LineInOrder | null {
  const stored = order.lines.find(({ line }) => line.lineId === lineId);
  if (!stored) return null;
  const state = {
    ...stored.live,
    ...unitsOnCases(rmas, lineId, stored.live.refundedShipped),
    orderCancelled: order.cancelledAt !== null,
    heldPositions: held.get(lineId) ?? [],
  };
  return { order: order.snapshot, line: stored.line, state };
}

export interface AskedRequest {
  lines: AskedLines;
  /** The day that counts: the request's, or that of the phone call (R5). */
  on: CalendarDate;
  /** Staff decide against what the policy denies (R9). */
  isOverride?: boolean;
}

/** Judges a request line by line (R4–R8), or says which of its lines the order does not have. */
export function judgeRequest(
  known: OrderWithCases,
  { lines, on, isOverride = false }: AskedRequest,
): Result<AnsweredLine[], InvalidRequest> {
  const subjects = lines.map(({ lineId }) => lineNow(known, lineId));
  const unknown = subjects.flatMap((subject, index) =>
    subject === null ? [{ path: `lines.${index}.lineId`, code: "unknown-line" }] : [],
  );
  if (unknown.length > 0) return err({ error: "invalid-request", details: unknown });
  const entries = lines.flatMap(({ quantity, reason }, index) => {
    const subject = subjects[index];
    return subject ? [{ subject, asked: { quantity, reason, on } }] : [];
  });
  const answers = assessRequest(entries, known.policy, { isOverride });
  return ok(answers.map((answer, index) => answered(answer, lines[index])));
}

const answered = (answer: ReturnAnswer, asked: AskedLines[number] | undefined): AnsweredLine => ({
  answer,
  note: asked?.note || null,
  photoIds: asked?.photos ?? [],
});

/** Today by the order's own time zone (R1, R5). */
export const todayOf = (order: StoredOrder, at: Date): CalendarDate => calendarDateIn(at, order.snapshot.timeZone);

/** The answer to one line in the words of the outside: amounts as decimal strings in the order's currency. */
export interface LineAnswer {
  lineId: string;
  sku: string | null;
  quantity: number;
  verdict: ReturnAnswer["verdict"];
  findings: { code: Finding["code"]; text: BilingualText }[];
  lastDay: string | null;
  available?: number;
  /** Only on lines that are not denied. */
  fee?: string;
  refund?: string;
  warrantyUntil?: string;
}

/** One answer as a shopper or staff see it. */
export function toLineAnswer(answer: ReturnAnswer, order: StoredOrder): LineAnswer {
  const { preview, available, warrantyUntil } = answer;
  const { currency } = order.snapshot;
  return {
    lineId: answer.lineId,
    sku: order.lines.find(({ line }) => line.lineId === answer.lineId)?.line.sku ?? null,
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

/** How a case is named outside: by our id until it has a number. */
interface CaseName {
  id: string;
  number: string | null;
  status: Rma["status"];
}

export interface RequestAnswer {
  currency: string;
  /** Each answer names the case that its line went to. */
  lines: (LineAnswer & { rma?: CaseName })[];
  /** Of the allowed lines' case, else of the one in review. */
  status?: Rma["status"];
  error?: "nothing-allowed";
}

/** The cases that a request made, by place of the line. */
interface OpenedCases {
  allowed: Rma | null;
  inReview: Rma | null;
  overridden: Rma | null;
  ofLine: ReadonlyMap<number, Rma>;
}

/** What a request is answered (R8): all reasons for every line, and its case where it got one. */
export function toRequestAnswer(
  { order }: OrderWithCases,
  lines: readonly AnsweredLine[],
  opened: OpenedCases,
): RequestAnswer {
  const rma = opened.allowed ?? opened.inReview ?? opened.overridden;
  return {
    currency: order.snapshot.currency,
    lines: lines.map(({ answer }, place) => {
      const ofLine = opened.ofLine.get(place);
      return { ...toLineAnswer(answer, order), ...(ofLine ? { rma: nameOf(ofLine) } : {}) };
    }),
    ...(rma ? { status: rma.status } : { error: "nothing-allowed" as const }),
  };
}

const nameOf = ({ id, number, status }: Rma): CaseName => ({ id, number, status });
