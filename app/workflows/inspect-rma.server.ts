import { randomUUID } from "node:crypto";
import { z } from "zod";
import { db, type Transaction } from "~/db.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { insertInspections, type Inspection } from "~/db/inspection-repository.server";
import { findOrder } from "~/db/order-repository.server";
import { getPolicy } from "~/db/policy-repository.server";
import { lockRma, saveRma } from "~/db/rma-repository.server";
import { err, ok, type Result } from "~/domain/result";
import { conclude } from "~/domain/rma/conclude";
import {
  CONDITIONS,
  inspect,
  INSPECTION_RESULTS,
  outcomeOf,
  type InspectedUnits,
  type InspectionOutcome,
} from "~/domain/rma/inspect-units";
import type { Rma } from "~/domain/rma/rma";
import { followRma } from "./follow-rma.server";
import { requireRole } from "./require-role.server";
import { parseRequest, unitCount, type InvalidRequest } from "./return-request";
import { nameOfLine, rmaEvent } from "./rma-event";
import { queueSentBackMail, type SentBackLine } from "./rma-mails.server";

const inspectionInput = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        lineId: z.string({ error: "not-text" }),
        quantity: unitCount,
        result: z.enum(INSPECTION_RESULTS, { error: "not-an-option" }),
        condition: z.enum(CONDITIONS, { error: "not-an-option" }).nullable().default(null),
        restock: z.boolean({ error: "not-true-or-false" }).default(false),
        note: z.string({ error: "not-text" }).trim().max(1_000, { error: "too-long" }).nullable().default(null),
        photos: z
          .array(z.uuid({ error: "unknown-photo" }))
          .max(8, { error: "too-many" })
          .default([]),
      }),
      { error: "not-a-list" },
    )
    .min(1, { error: "empty" })
    .max(250, { error: "too-many" }),
});
type InspectedLine = z.output<typeof inspectionInput>["lines"][number];

export type InspectRejection =
  InvalidRequest | { error: "rma-not-found" | "role-required" | "not-allowed-now" | "not-received" };

export interface InspectInput {
  shop: string;
  rmaId: string;
  userId: string;
  input: unknown;
  at: Date;
}

/**
 * An inspector records what was found of received units (R12, R33, R39). Rejected ones go back to the customer; where the
 * merchant's fault is denied, they come back with the fee, or are sent back if electronic (R16).
 */
export async function inspectRma(input: InspectInput): Promise<Result<{ status: Rma["status"] }, InspectRejection>> {
  const parsed = parseRequest(inspectionInput, input.input);
  if (!parsed.ok) return parsed;
  const { shop, rmaId, userId, at } = input;
  return db.$transaction(async (tx) => {
    const allowed = await requireRole(tx, { shop, userId }, "inspect");
    if (!allowed.ok) return err({ error: allowed.error.code });
    const rma = await lockRma(tx, shop, rmaId);
    if (rma === null) return err({ error: "rma-not-found" });
    const policy = await getPolicy(tx, shop, rma.policyVersion);
    const electronicLineIds = await electronicLines(tx, shop, rma);
    const inspected = inspect(rma, { units: parsed.value.lines, policy, electronicLineIds });
    if (!inspected.ok) return err({ error: rma.status === "approved" ? "not-received" : inspected.error.code });
    const after = await saveRma(tx, shop, conclude(inspected.value, at));
    await record(tx, {
      ...input,
      before: rma,
      after,
      lines: parsed.value.lines,
      electronicLineIds,
      by: `user:${userId}`,
    });
    await followRma(tx, { shop, rma: after });
    return ok({ status: after.status });
  });
}

async function electronicLines(tx: Transaction, shop: string, rma: Rma): Promise<Set<string>> {
  const order = rma.orderId === null ? null : await findOrder(tx, shop, rma.orderId);
  const electronic = order?.snapshot.lines.filter((line) => line.class === "electronic") ?? [];
  return new Set(electronic.map(({ lineId }) => lineId));
}

interface Recording extends InspectInput {
  before: Rma;
  after: Rma;
  lines: readonly InspectedLine[];
  electronicLineIds: ReadonlySet<string>;
  by: string;
}

async function record(tx: Transaction, recording: Recording): Promise<void> {
  const { shop, rmaId, after, before, lines, by, at } = recording;
  const found = lines.map((line) => ({ line, outcome: outcomeFor(before, line) }));
  await insertInspections(
    tx,
    shop,
    found.map(({ line, outcome }) => toInspection(line, outcome, { rmaId, by, at })),
  );
  const details = {
    lines: found.map(({ line: { photos: _photos, note: _note, ...line }, outcome }) => ({
      ...line,
      ...outcome,
      ...nameOfLine(after, line.lineId),
    })),
  };
  await appendEvents(tx, [rmaEvent(after, { shop, code: "inspected", by, at, details })]);
  const sentBack = found.flatMap((one) => sentBackLine(one, recording));
  if (sentBack.length === 0) return;
  const named = sentBack.map((line) => ({ ...line, ...nameOfLine(after, line.lineId) }));
  await appendEvents(tx, [
    rmaEvent(after, { shop, code: "units-sent-back", by: "app", at, details: { lines: named } }),
  ]);
  const rejected = found.filter((one) => sentBackLine(one, recording).length > 0);
  const words = rejected.flatMap(({ line }) => line.note || []).join("\n") || null;
  await queueSentBackMail(tx, { shop, rma: after, at, lines: sentBack, key: String(after.version), words });
}

function outcomeFor(rma: Rma, units: InspectedUnits): InspectionOutcome {
  const line = rma.lines.find(({ lineId }) => lineId === units.lineId);
  if (!line) throw new Error(`RMA ${rma.id} has no line ${units.lineId}`);
  return outcomeOf(line, units);
}

const toInspection = (
  { photos, ...line }: InspectedLine,
  { outcome, restock }: InspectionOutcome,
  made: { rmaId: string; by: string; at: Date },
): Inspection => ({
  ...line,
  ...made,
  id: randomUUID(),
  restock,
  faultDenied: outcome === "fault-denied",
  restocked: 0,
  photoIds: photos,
});

function sentBackLine(
  { line, outcome: { outcome } }: { line: InspectedLine; outcome: InspectionOutcome },
  { electronicLineIds }: Recording,
): SentBackLine[] {
  const isElectronicFault = outcome === "fault-denied" && electronicLineIds.has(line.lineId);
  if (outcome !== "rejected" && !isElectronicFault) return [];
  return [
    { lineId: line.lineId, quantity: line.quantity, because: isElectronicFault ? "electronic-part" : becauseOf(line) },
  ];
}

function becauseOf({ result, condition }: InspectedLine): SentBackLine["because"] {
  if (condition === "carrier-damage") return "carrier-damage";
  return result === "accepted" || result === "manufacturing-defect" ? "rejected" : result;
}
