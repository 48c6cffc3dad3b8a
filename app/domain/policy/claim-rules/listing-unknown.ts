import { review, type ReturnRule } from "../return-question";

/** Nobody knows whether it was listed when bought: a person decides (R30). */
export const listingUnknown: ReturnRule = (question) =>
  question.line.listing === "unknown" ? review(question, "listing-unknown", {}) : null;
