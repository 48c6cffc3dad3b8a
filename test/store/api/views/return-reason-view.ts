import { RETURN_REASONS } from "../../returns/reasons.ts";
import type { View } from "../view.ts";

/** One reason of the library; null for none. */
export function reasonView(id: string | null): View | null {
  const reason = RETURN_REASONS.find((one) => one.id === id);
  return reason ? { __typename: "ReturnReasonDefinition", ...reason, deleted: false } : null;
}
