import type { PrismaClient } from "@prisma/client";
import { config } from "~/config.server";
import { findUntoldBreach, saveFlowState, type Breach } from "~/db/breach-repository.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { getPolicy } from "~/db/policy-repository.server";
import { findRma } from "~/db/rma-repository.server";
import { staffNames } from "~/db/staff-repository.server";
import { ShopifyUserErrors } from "~/errors";
import { logger } from "~/logger.server";
import { withSessionLock } from "~/session-lock.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { triggerFlow, type FlowTrigger } from "~/shopify/operations/trigger-flow.server";
import { breachForFlow } from "./breach-for-flow";
import { forWorkingShop } from "./working-shop.server";

interface TellFlow {
  shop: string;
  breachId: string;
}

/**
 * Tells Shopify Flow of a case that opened, once. Only a crash between Shopify's answer and our noting of it tells it twice: a
 * workflow then finds the same `Case` again. A shop that is paused is told by reconciliation.
 */
export async function tellFlow(db: PrismaClient, { shop, breachId }: TellFlow): Promise<void> {
  await forWorkingShop(db, { shop, priority: "background" }, ({ admin }) =>
    withSessionLock("flow-telling", breachId, async () => {
      // Another worker may have told it while we waited for the lock.
      const breach = await findUntoldBreach(db, shop, breachId);
      if (breach === null) return;
      const refusal = await refusalOf(admin, await triggerOf(db, shop, breach));
      await keepAnswer(db, shop, { breach, refusal });
    }),
  );
}

async function triggerOf(db: PrismaClient, shop: string, breach: Breach): Promise<FlowTrigger> {
  const { id, policyVersion, userId, rmaId } = breach;
  const [{ settings }, names, rma] = await Promise.all([
    getPolicy(db, shop, policyVersion),
    staffNames(db, shop),
    rmaId === null ? null : findRma(db, shop, rmaId),
  ]);
  return breachForFlow({
    breach,
    policy: settings,
    person: userId === null ? null : (names.get(`user:${userId}`) ?? userId),
    rmaNumber: rma?.number ?? null,
    caseUrl: `https://${shop}/admin/apps/${config.SHOPIFY_API_KEY}/app/breaches/${id}`,
  });
}

/** What Shopify says against it; null when the workflows were started. A no of Shopify's would be one at every try. */
async function refusalOf(admin: AdminClient, trigger: FlowTrigger): Promise<string | null> {
  try {
    await triggerFlow(admin, trigger);
    return null;
  } catch (error) {
    if (!(error instanceof ShopifyUserErrors)) throw error;
    return error.userErrors.map(({ message }) => message).join(" ");
  }
}

interface Answer {
  breach: Breach;
  refusal: string | null;
}

async function keepAnswer(db: PrismaClient, shop: string, { breach, refusal }: Answer): Promise<void> {
  const { id, orderId, code } = breach;
  if (refusal !== null) logger.warn({ shop, breachId: id, refusal }, "Flow refused a trigger");
  const event = { shop, subject: "order", subjectId: orderId, by: "app", at: new Date() } as const;
  await db.$transaction(async (tx) => {
    if (!(await saveFlowState(tx, { shop, id }, refusal === null ? "told" : "refused"))) return;
    await appendEvents(tx, [
      refusal === null
        ? { ...event, code: "flow-told", details: { breach: code } }
        : { ...event, code: "flow-refused", details: { breach: code, words: refusal } },
    ]);
  });
}
