import { review, type ReturnRule } from "../return-question";

/** R6: a wrong or damaged item is the merchant's fault if a person confirms it; then no fee is taken. */
export const merchantFault: ReturnRule = (question) => {
  if (!question.isMerchantFault) return null;
  const feePercent = question.policy.settings.return.restockFeePercent;
  return review(question, "merchant-fault", { reason: question.asked.reason, feePercent });
};
