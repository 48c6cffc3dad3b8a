import { deny, type ReturnRule } from "../return-question";

/** R6: every shipped unit of the line was refunded. */
export const alreadyRefunded: ReturnRule = (question) => {
  const { shipped } = question;
  const { refundedShipped } = question.state;
  if (shipped === 0 || refundedShipped < shipped) return null;
  return deny(question, "already-refunded", { shipped, refunded: refundedShipped });
};
