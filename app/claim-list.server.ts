import { z } from "zod";
import type { ClaimsFilter } from "~/db/pages/claims-page.server";
import { CLAIM_STEPS } from "~/domain/rma/claim-step";
import { RMA_STATUSES } from "~/domain/rma/rma";

const DAY_MS = 86_400_000;

/** Ages that the queue can be narrowed to, in days. */
const AGES = { week: 7, month: 30 } as const;

// An address that a person edited shows the queue rather than an error.
const address = z.object({
  status: z.enum(RMA_STATUSES).nullable().catch(null),
  step: z.enum(CLAIM_STEPS).nullable().catch(null),
  age: z.enum(["week", "month"]).nullable().catch(null),
});

/** What the address of the claims asks for. */
export function claimsAddress(params: URLSearchParams, now: Date): { asked: AskedClaims; filter: ClaimsFilter } {
  const asked = address.parse({ status: params.get("status"), step: params.get("step"), age: params.get("age") });
  const { status, step, age } = asked;
  const openedBefore = age === null ? null : new Date(now.getTime() - AGES[age] * DAY_MS);
  return { asked, filter: { status, step, openedBefore } };
}

type AskedClaims = z.output<typeof address>;
