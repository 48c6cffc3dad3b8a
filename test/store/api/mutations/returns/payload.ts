import type { StoreState } from "../../../state.ts";
import { findReturn, type FoundReturn } from "../../return-finders.ts";
import type { View } from "../../view.ts";
import { returnView } from "../../views/return-view.ts";

/** A `ReturnUserError`: Shopify says no with status 200. */
export interface ReturnProblem {
  field: readonly string[];
  code: string;
  message: string;
}

export const problem = (field: readonly string[], code: string, message: string): ReturnProblem => ({
  field,
  code,
  message,
});

export const errorViews = (problems: readonly ReturnProblem[]): View[] =>
  problems.map((one) => ({ __typename: "ReturnUserError", ...one }));

export const refused = (type: string, ...problems: readonly ReturnProblem[]): View => ({
  __typename: type,
  return: null,
  userErrors: errorViews(problems),
});

export const done = (type: string, state: StoreState, { order, record }: FoundReturn): View => ({
  __typename: type,
  return: () => returnView(state, order, record),
  userErrors: [],
});

const NO_RETURN = "Return does not exist.";

/**
 * Runs a change of a return that is there and in a status that takes it.
 * @param message what Shopify would say of another status
 */
export function change(
  state: StoreState,
  { type, id, field, from, message }: { type: string; id: string; field: string[]; from: string; message: string },
  act: (found: FoundReturn) => readonly ReturnProblem[],
): View {
  const found = findReturn(state, id);
  if (!found) return refused(type, problem(field, "NOT_FOUND", NO_RETURN));
  if (found.record.status !== from) return refused(type, problem(field, "INVALID_STATE", message));
  const problems = act(found);
  return problems.length > 0 ? refused(type, ...problems) : done(type, state, found);
}
