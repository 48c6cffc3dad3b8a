import { z } from "zod";
import { answerOf, invalid, jsonOf, type Answer } from "~/form-answer";
import { chooseRemedy, remedyForm, trackRepair } from "~/workflows/choose-remedy.server";
import { handOverClaim } from "~/workflows/hand-over.server";
import { logCall } from "~/workflows/log-call.server";

/** What the page of a warranty claim may ask for besides what every case takes. */
export const CLAIM_FORMS = [
  z.object({ intent: z.literal("log-call"), call: z.string().max(100_000) }),
  z.object({ intent: z.literal("hand-over") }),
  z.object({ intent: z.literal("remedy"), ...remedyForm }),
  z.object({ intent: z.literal("track-repair"), tracking: z.string().trim().min(1).max(100) }),
] as const;

interface Asked {
  shop: string;
  userId: string;
  rmaId: string;
  at: Date;
}

/** Carries out what technicians ask of a claim; every refusal has a code. */
export async function actOnClaim(asked: Asked, form: z.output<(typeof CLAIM_FORMS)[number]>): Promise<Answer> {
  const { shop, userId, rmaId, at } = asked;
  switch (form.intent) {
    case "log-call": {
      const input = jsonOf(form.call);
      return input === undefined
        ? invalid([{ path: "call", code: "not-json" }])
        : answerOf(await logCall({ shop, userId, rmaId, at, input }));
    }
    case "hand-over":
      return answerOf(await handOverClaim({ shop, userId, rmaId, at }));
    case "remedy": {
      const { choose, tracking, cost } = form;
      return answerOf(
        await chooseRemedy({ shop, userId, rmaId, at, choose, tracking: tracking || null, cost: cost || null }),
      );
    }
    case "track-repair":
      return answerOf(await trackRepair({ shop, userId, rmaId, at, tracking: form.tracking }));
  }
}
