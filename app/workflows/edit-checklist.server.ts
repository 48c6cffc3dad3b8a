import { z } from "zod";
import { appendEvents } from "~/db/case-event-repository.server";
import { saveChecklist } from "~/db/checklist-repository.server";
import { db } from "~/db.server";
import { PRODUCT_CLASSES } from "~/domain/policy/order-snapshot";
import { err, ok, type Result } from "~/domain/result";
import { stepsIn } from "~/domain/rma/checklist";
import { requireRole } from "./require-role.server";
import { parseRequest, type InvalidRequest } from "./return-request";

const checklistForm = z.object({
  productClass: z.enum(PRODUCT_CLASSES, { error: "not-an-option" }),
  steps: z.string({ error: "not-text" }).max(20_000, { error: "too-long" }),
});

export interface EditChecklistInput {
  shop: string;
  userId: string;
  input: unknown;
  at: Date;
}

/** The merchant says what technicians go through on the phone (R32). Calls that were logged keep the steps as they read then. */
export async function editChecklist(
  input: EditChecklistInput,
): Promise<Result<{ steps: number }, InvalidRequest | { error: "role-required" }>> {
  const { shop, userId, at } = input;
  const parsed = parseRequest(checklistForm, input.input);
  if (!parsed.ok) return parsed;
  const steps = stepsIn(parsed.value.steps);
  if (!steps.ok) return err({ error: "invalid-request", details: [{ path: "steps", code: steps.error.code }] });
  const { productClass } = parsed.value;
  const by = `user:${userId}`;
  return db.$transaction(async (tx) => {
    const allowed = await requireRole(tx, { shop, userId }, "edit-checklist");
    if (!allowed.ok) return err({ error: allowed.error.code });
    await saveChecklist(tx, shop, { productClass, steps: steps.value, updatedBy: by, updatedAt: at });
    const details = { productClass, steps: steps.value };
    await appendEvents(tx, [{ shop, subject: "shop", subjectId: shop, code: "checklist-changed", by, at, details }]);
    return ok({ steps: steps.value.length });
  });
}
