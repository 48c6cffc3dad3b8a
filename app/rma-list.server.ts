import { z } from "zod";
import { VERDICTS } from "~/domain/policy/finding-codes";
import { RMA_KINDS, RMA_STATUSES } from "~/domain/rma/rma";
import type { RmasFilter } from "~/db/pages/rmas-page.server";

// An address that a person edited shows the unfiltered list rather than an error.
const address = z.object({
  status: z.enum(RMA_STATUSES).nullable().catch(null),
  kind: z.enum(RMA_KINDS).nullable().catch(null),
  verdict: z.enum(VERDICTS).nullable().catch(null),
  state: z.literal("overdue").nullable().catch(null),
  search: z.string().trim().max(100).catch(""),
});

/** What staff owe an answer for longer than this is overdue. */
const OVERDUE_MS = 7 * 86_400_000;

/** What the address of the list asks for. */
export function rmasAddress(params: URLSearchParams, now: Date) {
  const asked = address.parse({
    status: params.get("status"),
    kind: params.get("kind"),
    verdict: params.get("verdict"),
    state: params.get("state"),
    search: params.get("search") ?? "",
  });
  const { state, ...rest } = asked;
  const filter: RmasFilter = {
    ...rest,
    waitingSince: state === null ? null : new Date(now.getTime() - OVERDUE_MS),
  };
  return { asked, filter };
}
