import { deny, type ReturnRule } from "../return-question";
import { warrantyEnd } from "../warranty-cover";

/** "Warranty on our products is one year from the purchasing date": that day a year later still counts (R28). */
export const warrantyExpired: ReturnRule = (question) => {
  const warrantyUntil = warrantyEnd(question.order, question.policy);
  if (question.asked.on <= warrantyUntil) return null;
  return deny(question, "warranty-expired", { warrantyUntil, askedOn: question.asked.on });
};
