import { deny, type ReturnRule } from "../return-question";

/** More units than shipped, less those refunded, less those on open claims and RMAs (R31). */
export const claimAlreadyOpen: ReturnRule = (question) => {
  const { asked, free } = question;
  if (asked.quantity <= free) return null;
  return deny(question, "claim-already-open", { asked: asked.quantity, available: free });
};
