import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import { lockStaff, saveRole, type StaffUser } from "~/db/staff-repository.server";
import { giveRoles, type Role, type RoleRefusal } from "~/domain/people/roles";
import { err, ok, type Result } from "~/domain/result";
import { requireRole, type StaffCaller } from "./require-role.server";

export interface GiveRolesInput extends StaffCaller {
  /** By user id; null takes the role away. */
  roles: ReadonlyMap<string, Role | null>;
  at: Date;
}

/** R9: gives people of the shop their roles. Two managers at once change one after the other, each on what is there. */
export function giveRolesToStaff(
  db: PrismaClient,
  { roles, at, ...caller }: GiveRolesInput,
): Promise<Result<null, RoleRefusal | { code: "role-required" }>> {
  const { shop, userId } = caller;
  return db.$transaction(async (tx) => {
    const before = await lockStaff(tx, shop);
    const allowed = await requireRole(tx, caller, "give-roles");
    if (!allowed.ok) return allowed;
    const after = giveRoles(before, roles);
    if (!after.ok) return err(after.error);
    const changed = after.value.filter((person) => person.role !== roleBefore(before, person));
    for (const person of changed) await saveRole(tx, shop, person);
    await appendEvents(
      tx,
      changed.map((person) => ({
        shop,
        subject: "shop" as const,
        subjectId: shop,
        code: "role-given" as const,
        by: `user:${userId}`,
        at,
        details: {
          role: { user: person.userId, before: roleBefore(before, person) ?? "none", after: person.role ?? "none" },
        },
      })),
    );
    return ok(null);
  });
}

const roleBefore = (before: readonly StaffUser[], { userId }: StaffUser): Role | null =>
  before.find((person) => person.userId === userId)?.role ?? null;
