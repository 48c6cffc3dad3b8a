import type { Db } from "~/db.server";
import { anyRolesGiven, findStaffUser } from "~/db/staff-repository.server";
import { mayDo, roleOf, type Role, type StaffAction } from "~/domain/people/roles";
import { err, ok, type Result } from "~/domain/result";

/** A member of staff as the session token names them. */
export interface StaffCaller {
  shop: string;
  userId: string;
}

/** What somebody is in the shop, and whether the shop has given any roles at all (R9). */
export interface StaffStanding {
  role: Role | null;
  anyRolesGiven: boolean;
}

export async function staffStanding(db: Db, { shop, userId }: StaffCaller): Promise<StaffStanding> {
  const [person, isAnyGiven] = await Promise.all([findStaffUser(db, shop, userId), anyRolesGiven(db, shop)]);
  return { role: person && roleOf(person), anyRolesGiven: isAnyGiven };
}

/** Every workflow that staff start asks this first: the browser hides what somebody may not do, the server refuses it. */
export async function requireRole(
  db: Db,
  caller: StaffCaller,
  action: StaffAction,
): Promise<Result<null, { code: "role-required" }>> {
  const { role, anyRolesGiven: isAnyGiven } = await staffStanding(db, caller);
  return mayDo(role, isAnyGiven, action) ? ok(null) : err({ code: "role-required" });
}
