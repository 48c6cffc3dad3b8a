import { deny, type ReturnRule } from "../return-question";

/** "Koso North America takes care of all warranty cases": a defect opens a warranty claim, never a return (R6). */
export const defective: ReturnRule = (question) => {
  if (question.asked.reason !== "defective") return null;
  const { warrantyUntil } = question;
  return deny(question, "defective", warrantyUntil === null ? {} : { warrantyUntil });
};
