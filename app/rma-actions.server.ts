import { z } from "zod";
import { findRmaNamed } from "~/db/pages/rma-page.server";
import { db } from "~/db.server";
import { actOnClaim, CLAIM_FORMS } from "~/claim-actions.server";
import { answerOf, invalid, jsonOf, type Answer } from "~/form-answer";
import { askRefund } from "~/workflows/ask-refund.server";
import { decideRma } from "~/workflows/decide-rma.server";
import { inspectRma } from "~/workflows/inspect-rma.server";
import { overrideReason } from "~/workflows/open-return.server";
import { completeParcel, sendBackParcel } from "~/workflows/receive-parcel.server";

/** What a form of a case's page may ask for. */
const rmaForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("approve"), override: overrideReason.optional() }),
  z.object({ intent: z.literal("decline"), text: z.string().trim().min(1).max(1_000) }),
  z.object({ intent: z.literal("inspect"), inspection: z.string().max(1_000_000) }),
  z.object({ intent: z.literal("complete-parcel") }),
  z.object({ intent: z.literal("send-back-parcel") }),
  z.object({ intent: z.literal("refund") }),
  ...CLAIM_FORMS,
]);

interface Asked {
  shop: string;
  userId: string;
  /** The case, by our id or its number. */
  name: string;
  at: Date;
}

/** Carries out what staff ask of a case; every refusal has a code. */
export async function actOnRma(asked: Asked, entries: Readonly<Record<string, unknown>>): Promise<Answer> {
  const form = rmaForm.safeParse(entries);
  if (!form.success) return invalid(form.error.issues.map(({ path }) => ({ path: path.join("."), code: "invalid" })));
  const rma = await findRmaNamed(db, asked.shop, asked.name);
  if (rma === null) return { status: 404, body: { error: "rma-not-found" } };
  return carryOut({ ...asked, rmaId: rma.id }, form.data);
}

async function carryOut(asked: Asked & { rmaId: string }, form: z.output<typeof rmaForm>): Promise<Answer> {
  const { shop, userId, rmaId, at } = asked;
  switch (form.intent) {
    case "approve": {
      const decision = { kind: "approve", override: form.override ?? null } as const;
      return answerOf(await decideRma({ shop, userId, rmaId, at, decision }));
    }
    case "decline":
      return answerOf(await decideRma({ shop, userId, rmaId, at, decision: { kind: "decline", text: form.text } }));
    case "inspect": {
      const input = jsonOf(form.inspection);
      return input === undefined
        ? invalid([{ path: "inspection", code: "not-json" }])
        : answerOf(await inspectRma({ shop, userId, rmaId, at, input }));
    }
    case "complete-parcel":
      return answerOf(await completeParcel({ shop, userId, rmaId, at }));
    case "send-back-parcel":
      return answerOf(await sendBackParcel({ shop, userId, rmaId, at }));
    case "refund":
      return answerOf(await askRefund({ shop, userId, rmaId }));
    default:
      return actOnClaim(asked, form);
  }
}
