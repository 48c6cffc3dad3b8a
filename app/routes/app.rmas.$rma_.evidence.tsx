import { handsOutEvidence } from "~/evidence-file.server";

/** The evidence pack of a case, for a dispute. */
export const loader = handsOutEvidence(({ rma = "" }) => ({ kind: "rma", name: rma }), "rma-not-found");
