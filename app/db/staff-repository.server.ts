import { z } from "zod";
import type { StaffUser as Row } from "@prisma/client";
import type { Db, Transaction } from "~/db.server";
import { ROLES, type Member, type Role } from "~/domain/people/roles";

/** Somebody who opened the app in the shop's admin. */
export interface StaffUser extends Member {
  /** Null while Shopify has not told it. */
  name: string | null;
  seenAt: Date;
}

const role = z.enum(ROLES).nullable();
const toStaffUser = ({ userId, name, isOwner, role: given, seenAt }: Row): StaffUser => ({
  userId,
  name,
  isOwner,
  role: role.parse(given),
  seenAt,
});

export async function findStaffUser(db: Db, shop: string, userId: string): Promise<StaffUser | null> {
  const row = await db.staffUser.findUnique({ where: { shop_userId: { shop, userId } } });
  return row && toStaffUser(row);
}

/** Everyone who ever opened the app in the shop, in the order of their names. */
export async function listStaff(db: Db, shop: string): Promise<StaffUser[]> {
  const rows = await db.staffUser.findMany({ where: { shop }, orderBy: [{ name: "asc" }, { userId: "asc" }] });
  return rows.map(toStaffUser);
}

/** Names by the `by` of their acts (`user:<id>`); people whose name is not known are missing. */
export async function staffNames(db: Db, shop: string): Promise<Map<string, string>> {
  const rows = await db.staffUser.findMany({ where: { shop }, select: { userId: true, name: true } });
  return new Map(rows.flatMap(({ userId, name }) => (name === null ? [] : [[`user:${userId}`, name] as const])));
}

/** Whether the shop has given any role yet. */
export async function anyRolesGiven(db: Db, shop: string): Promise<boolean> {
  return (await db.staffUser.findFirst({ where: { shop, role: { not: null } }, select: { userId: true } })) !== null;
}

export interface SeenStaff {
  shop: string;
  userId: string;
  /** What Shopify says of the person; null when it did not answer. */
  person: { name: string; isOwner: boolean } | null;
  at: Date;
}

/** Somebody opened the app. A role that was given stays; what was known of a person is not lost to a bad answer. */
export async function saveSeenStaff(db: Db, { shop, userId, person, at }: SeenStaff): Promise<void> {
  const create = { shop, userId, name: person?.name ?? null, isOwner: person?.isOwner ?? false, seenAt: at };
  const update = { ...person, seenAt: at };
  await db.staffUser.upsert({ where: { shop_userId: { shop, userId } }, create, update });
}

/** The same people with locks on their rows: who changes roles sees what another has just changed. */
export async function lockStaff(tx: Transaction, shop: string): Promise<StaffUser[]> {
  await tx.$queryRaw`SELECT 1 FROM staff_user WHERE shop = ${shop} ORDER BY user_id FOR UPDATE`;
  return listStaff(tx, shop);
}

export async function saveRole(
  tx: Transaction,
  shop: string,
  given: { userId: string; role: Role | null },
): Promise<void> {
  await tx.staffUser.updateMany({ where: { shop, userId: given.userId }, data: { role: given.role } });
}
