import { deny, type ReturnRule } from "../return-question";

/** R6: nothing of a cancelled order comes back. */
export const orderCancelled: ReturnRule = (question) =>
  question.state.orderCancelled ? deny(question, "order-cancelled", {}) : null;
