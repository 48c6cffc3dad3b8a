import { handsOutEvidence } from "~/evidence-file.server";

/** The evidence pack of a breach and of its order, for a dispute. */
export const loader = handsOutEvidence(({ breach = "" }) => ({ kind: "breach", id: breach }), "breach-not-found");
