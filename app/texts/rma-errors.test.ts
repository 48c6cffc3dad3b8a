import { describe, expect, it } from "vitest";
import { DOCK_CODES, DOCK_DECISIONS } from "~/domain/rma/receive-parcel";
import { CONDITIONS, INSPECTION_RESULTS } from "~/domain/rma/inspect-units";
import { RMA_KINDS, RMA_REASONS, RMA_STATUSES } from "~/domain/rma/rma";
import type { AskRefundRejection } from "~/workflows/ask-refund.server";
import type { DecideRejection } from "~/workflows/decide-rma.server";
import type { InspectRejection } from "~/workflows/inspect-rma.server";
import type { OpenReturnAnswer, OpenReturnRejection } from "~/workflows/open-return.server";
import type { PreviewRefundRejection } from "~/workflows/preview-refund.server";
import type { ArrivalRejection } from "~/workflows/receive-parcel.server";
import { ALL_TEXTS } from "./all-texts";
import { LANGUAGES } from "./languages";

type Refusal =
  | AskRefundRejection
  | DecideRejection
  | PreviewRefundRejection
  | InspectRejection["error"]
  | OpenReturnRejection["error"]
  | NonNullable<OpenReturnAnswer["error"]>
  | ArrivalRejection["error"]
  | "nothing-paid"
  | "shopify-differs"
  | "over-refund"
  | "return-cancelled";

/** A code that a workflow can refuse with and that is missing here does not compile. */
const REFUSALS: Readonly<Record<Refusal, true>> = {
  "already-refunded": true,
  "call-required": true,
  "invalid-request": true,
  "not-allowed-now": true,
  "not-inspected": true,
  "not-mirrored": true,
  "not-received": true,
  "nothing-allowed": true,
  "nothing-paid": true,
  "order-not-found": true,
  "over-refund": true,
  "override-reason-required": true,
  "rma-not-found": true,
  "return-cancelled": true,
  "role-required": true,
  "second-person-required": true,
  "shopify-differs": true,
  "shopify-unavailable": true,
};

describe("the pages of cases", () => {
  it.each(LANGUAGES)("have a text for every code in %s", (language) => {
    const keys = [
      ...Object.keys(REFUSALS).map((code) => `rmaError.${code}`),
      ...RMA_STATUSES.map((status) => `rmaStatus.${status}`),
      ...RMA_KINDS.map((kind) => `rmaKind.${kind}`),
      ...RMA_REASONS.map((reason) => `reason.${reason}`),
      ...DOCK_CODES.map((code) => `dock.code.${code}`),
      ...DOCK_DECISIONS.flatMap((decision) => [`decision`, `letters`, `do`].map((part) => `dock.${part}.${decision}`)),
      ...INSPECTION_RESULTS.map((result) => `inspection.result.${result}`),
      ...CONDITIONS.map((condition) => `inspection.condition.${condition}`),
    ];

    expect(keys.filter((key) => !ALL_TEXTS[language].exists(key))).toEqual([]);
  });
});
