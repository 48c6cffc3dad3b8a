import type { PrismaClient } from "@prisma/client";
import { listPolicies, policyInForce } from "~/db/policy-repository.server";
import type { PolicySettings } from "~/domain/policy/policy-settings";

/** The settings that an order lives by: those of its own policy version (R2), or of today's while it is not judged yet. */
export async function orderPolicy(
  db: PrismaClient,
  { shop, orderId, at }: { shop: string; orderId: string; at: Date },
): Promise<PolicySettings> {
  const [policies, order] = await Promise.all([
    listPolicies(db, shop),
    db.orderSnapshot.findUnique({ where: { shop_orderId: { shop, orderId } }, select: { policyVersion: true } }),
  ]);
  const own = policies.find(({ version }) => version === order?.policyVersion);
  return (own ?? policyInForce(policies, at)).settings;
}
