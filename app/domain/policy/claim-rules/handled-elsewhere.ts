import { deny, type ReturnRule } from "../return-question";

/** A dealer or rider dealt with the unit himself: "… it is to your responsibility" (R36). The other units can still be claimed. */
export const handledElsewhere: ReturnRule = (question) => {
  const { asked, free, state } = question;
  const available = Math.max(0, free - (state.handledElsewhere ?? 0));
  if (asked.quantity <= available) return null;
  return deny(question, "handled-elsewhere", { asked: asked.quantity, available });
};
