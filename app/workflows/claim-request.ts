import { z } from "zod";
import type { BilingualText } from "~/domain/order-flags";
import type { ClaimAnswer } from "~/domain/policy/assess-claim";
import type { Finding } from "~/domain/policy/finding-codes";
import type { PolicyVersion } from "~/domain/policy/policy-settings";
import type { Rma } from "~/domain/rma/rma";
import { textFor } from "~/texts/finding-texts";

const LONGEST_SYMPTOM = 2_000;
const LONGEST_VEHICLE = 200;
const LONGEST_SERIAL = 64;
const MOST_SERIALS = 50;
/** The first motorcycle was built in 1885. */
const FIRST_MODEL_YEAR = 1885;
const LAST_MODEL_YEAR = 2100;

const words = (longest: number) => z.string({ error: "not-text" }).trim().max(longest, { error: "too-long" });

export const symptomText = words(LONGEST_SYMPTOM).min(1, { error: "empty" });

/** As printed on the part; upper case, so that it is the same number however it is typed. */
const serial = words(LONGEST_SERIAL)
  .min(1, { error: "empty" })
  .transform((text) => text.toUpperCase());

/** What is said of the part beside its units; every piece of it may be left out. */
export const partFacts = {
  installed: z.boolean({ error: "not-true-or-false" }).nullable().default(null),
  vehicle: words(LONGEST_VEHICLE).nullable().default(null),
  modelYear: z
    .int({ error: "not-a-whole-number" })
    .min(FIRST_MODEL_YEAR, { error: "out-of-range" })
    .max(LAST_MODEL_YEAR, { error: "out-of-range" })
    .nullable()
    .default(null),
  serials: z
    .array(serial, { error: "not-a-list" })
    .max(MOST_SERIALS, { error: "too-many" })
    .refine((serials) => new Set(serials).size === serials.length, { error: "twice" })
    .default([]),
};

type AnsweredClaim = Pick<ClaimAnswer, "verdict" | "findings" | "warrantyUntil" | "next">;

/** The answer to a claim in the words of the outside. */
export interface ClaimReply {
  verdict: ClaimAnswer["verdict"];
  findings: { code: Finding["code"]; text: BilingualText }[];
  next?: "call-required";
  warrantyUntil?: string;
  /** Where to call: never for a denied claim, for which no support is offered (R32). */
  phones?: string[];
  claim?: { id: string; number: string | null; status: Rma["status"] };
}

/** No warranty was ever given where the product is not covered, so no end of it is named. */
const NEVER_COVERED: readonly string[] = ["outside-region", "not-listed"];

/** What a claim is answered (R31, R32): verdict, all the findings, what comes next, and whom to call. */
export function toClaimReply(
  { verdict, findings, warrantyUntil, next }: AnsweredClaim,
  { policy, rma }: { policy: PolicyVersion; rma: Rma | null },
): ClaimReply {
  const isCovered = findings.every(({ code }) => !NEVER_COVERED.includes(code));
  return {
    verdict,
    findings: findings.map(({ code, facts }) => ({ code, text: textFor(code, facts) })),
    ...(next === null ? {} : { next }),
    ...(isCovered ? { warrantyUntil } : {}),
    ...(verdict === "deny" ? {} : { phones: [...policy.settings.warranty.phones] }),
    ...(rma === null ? {} : { claim: { id: rma.id, number: rma.number, status: rma.status } }),
  };
}
