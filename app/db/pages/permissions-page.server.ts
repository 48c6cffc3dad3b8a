import { z } from "zod";
import { sqlOf, type Db } from "~/db.server";
import { listStaff, staffNames } from "~/db/staff-repository.server";
import { mayDo, roleOf } from "~/domain/people/roles";

const refunder = z.object({ userId: z.string().nullable(), refunds: z.int() });

const SELECT = `
  SELECT user_id AS "userId", count(*)::int AS refunds FROM order_refund
  WHERE shop = $1 AND NOT is_own AND created_at >= $2 GROUP BY user_id ORDER BY 2 DESC, 1
`;

/** Who refunded past the app since an instant, and who may refund in it: what can be seen of permissions (R9, R20). */
export async function permissionsPage(db: Db, shop: string, since: Date) {
  const [rows, names, staff] = await Promise.all([
    sqlOf(db).query(SELECT, [shop, since]),
    staffNames(db, shop),
    listStaff(db, shop),
  ]);
  const anyRolesGiven = staff.some(({ role }) => role !== null);
  return {
    outside: z
      .array(refunder)
      .parse(rows)
      .map(({ userId, refunds }) => ({
        userId,
        refunds,
        /** The number alone where we never met the person; null where Shopify named nobody. */
        name: userId === null ? null : (names.get(`user:${userId}`) ?? userId),
      })),
    anyRolesGiven,
    inside: staff
      .filter((person) => mayDo(roleOf(person), anyRolesGiven, "refund"))
      .map(({ userId, name }) => ({ userId, name: name ?? userId })),
  };
}
