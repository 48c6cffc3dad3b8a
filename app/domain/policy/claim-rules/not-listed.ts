import { deny, type ReturnRule } from "../return-question";

/** "… and for products that are not listed on our website" (R30). */
export const notListed: ReturnRule = (question) =>
  question.line.listing === "not-listed" ? deny(question, "not-listed", {}) : null;
