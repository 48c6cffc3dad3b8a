import type { StoreState } from "../state.ts";

/** The user who owns the account. */
export const OWNER = "1";
/** People who are taken on by name get numbers of their own, far from those that tests choose. */
const FIRST_TAKEN_ON = 101;

/** The user id of a member of staff; one who is new is taken on. */
export function staffNamed({ staff }: StoreState, name: string): string {
  const known = [...staff].find(([, candidate]) => candidate === name)?.[0];
  if (known !== undefined) return known;
  const userId = String(FIRST_TAKEN_ON + staff.size);
  staff.set(userId, name);
  return userId;
}

/** A name as `associated_user` has it: what stands before the first space, and the rest. */
export function staffName({ staff }: StoreState, userId: string): { first_name: string; last_name: string } {
  const [first = "", ...rest] = (staff.get(userId) ?? `Staff Member ${userId}`).split(" ");
  return { first_name: first, last_name: rest.join(" ") };
}
