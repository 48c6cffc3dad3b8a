import { z } from "zod";
import type { Db, Transaction } from "~/db.server";
import { STEP_FINDINGS } from "~/domain/rma/checklist";
import { CALL_OUTCOMES } from "~/domain/rma/handle-claim";

const callRow = z.object({
  id: z.string(),
  rmaId: z.string(),
  installed: z.boolean(),
  answers: z.array(z.object({ step: z.string(), found: z.enum(STEP_FINDINGS) })),
  notes: z.string().nullable(),
  outcome: z.enum(CALL_OUTCOMES),
  by: z.string(),
  at: z.date(),
});

/** A troubleshooting call (R32): who, when, part still installed or not, what was tried, and how it ended. */
export type LoggedCall = Readonly<z.output<typeof callRow>>;

/** Appends a call; calls are never changed. */
export async function insertCall(tx: Transaction, shop: string, call: LoggedCall): Promise<void> {
  await tx.callLog.create({ data: { ...call, shop, answers: call.answers.map((answer) => ({ ...answer })) } });
}

/** Every call about a claim, oldest first. */
export async function findCalls(db: Db, shop: string, rmaId: string): Promise<LoggedCall[]> {
  const rows = await db.callLog.findMany({ where: { shop, rmaId }, orderBy: [{ at: "asc" }, { id: "asc" }] });
  return z.array(callRow).parse(rows);
}
