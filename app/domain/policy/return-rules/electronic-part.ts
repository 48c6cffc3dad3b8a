import { deny, review, type ReturnRule } from "../return-question";

/** "No return on electronic parts" (R3, R6). Merchant fault lifts it to review. */
export const electronicPart: ReturnRule = (question) => {
  const { line } = question;
  if (line.class !== "electronic") return null;
  const judge = question.isMerchantFault ? review : deny;
  return judge(question, "electronic-part", { rule: line.classRule.kind, value: line.classRule.value });
};
