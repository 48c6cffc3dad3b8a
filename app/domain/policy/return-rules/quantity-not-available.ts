import { deny, type ReturnRule } from "../return-question";

/** R6: more units than shipped, less those refunded, less those on open RMAs and claims. */
export const quantityNotAvailable: ReturnRule = (question) => {
  const { asked, free } = question;
  if (asked.quantity <= free) return null;
  return deny(question, "quantity-not-available", { asked: asked.quantity, available: free });
};
