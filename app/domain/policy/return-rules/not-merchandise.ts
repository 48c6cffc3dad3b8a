import { deny, type ReturnRule } from "../return-question";

/** R6: a gift card, a tip, or an item that does not ship cannot be sent back. */
export const notMerchandise: ReturnRule = (question) =>
  question.line.isMerchandise ? null : deny(question, "not-merchandise", {});
