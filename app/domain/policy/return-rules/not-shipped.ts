import { deny, type ReturnRule } from "../return-question";

/** R6: none shipped, or the units that are missing are ones that have not shipped yet. */
export const notShipped: ReturnRule = (question) => {
  const { asked, shipped, free } = question;
  const { unshipped } = question.state;
  const shortfall = asked.quantity - free;
  if (shipped > 0 && (shortfall <= 0 || shortfall > unshipped)) return null;
  return deny(question, "not-shipped", { asked: asked.quantity, shipped, unshipped });
};
