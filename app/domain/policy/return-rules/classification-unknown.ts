import { review, type ReturnRule } from "../return-question";

/** R3: a custom item that ships, or a product deleted before it was read: a person decides whether it is electronic. */
export const classificationUnknown: ReturnRule = (question) => {
  const { line } = question;
  if (line.class !== "unknown") return null;
  return review(question, "classification-unknown", { rule: line.classRule.kind });
};
