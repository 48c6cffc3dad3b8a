import { deny, review, type ReturnRule } from "../return-question";

/**
 * "You have 30 days from invoice date to contact us about a return" (R5): the last day counts to its end. More units than
 * those whose window is open are refused; the finding says how many remain, and the last day that the others had.
 * Merchant fault lifts it to review.
 */
export const returnWindowClosed: ReturnRule = (question) => {
  const { asked, open, freeGroups } = question;
  if (asked.quantity <= open) return null;
  const { windowDays } = question.policy.settings.return;
  const closed = freeGroups.find(({ lastDay }) => lastDay < asked.on);
  const facts = { asked: asked.quantity, available: open, askedOn: asked.on, windowDays };
  const judge = question.isMerchantFault ? review : deny;
  return judge(question, "return-window-closed", closed ? { ...facts, lastDay: closed.lastDay } : facts);
};
