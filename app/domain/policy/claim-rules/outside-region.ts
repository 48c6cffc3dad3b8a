import { deny, type ReturnRule } from "../return-question";

/** "… for products purchased outside North America" (R29). */
export const outsideRegion: ReturnRule = (question) =>
  question.order.regionOk ? null : deny(question, "outside-region", {});
