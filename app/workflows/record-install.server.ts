import { db, type Transaction } from "~/db.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { planWork } from "~/db/due-work-repository.server";
import { ensureFirstPolicy } from "~/db/policy-repository.server";
import { findShop, resumeShop, saveInstallation } from "~/db/shop-repository.server";
import { readCatalogueJob, reconcileShopJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { createAdminClient } from "~/shopify/admin-client.server";
import { API_VERSION } from "~/shopify/api-version";
import { readShop, type ReadShop } from "~/shopify/operations/read-shop.server";
import { nextNight } from "./next-night";
import { TOKEN_RENEWAL_DAYS } from "./token-renewal";

const DAY_MS = 86_400_000;

/**
 * Runs after every token exchange, which is also how the app learns that it was installed: with a managed install
 * there is no other message. A shop that is known and working is left alone.
 */
export async function recordInstall({ shop, accessToken }: { shop: string; accessToken: string }): Promise<void> {
  const at = new Date();
  const record = await findShop(db, shop);
  if (record !== null && record.uninstalledAt === null) {
    if (record.pausedBecause !== null) await resume(shop, at);
    return;
  }
  const admin = createAdminClient({ shop, accessToken, apiVersion: API_VERSION, priority: "person" });
  const facts = await readShop(admin);
  await db.$transaction((tx) => install(tx, { shop, facts, at }));
}

async function install(tx: Transaction, { shop, facts, at }: { shop: string; facts: ReadShop; at: Date }) {
  const { id, name, ianaTimezone: timeZone, currencyCode: currency } = facts;
  await saveInstallation(tx, { shop, shopifyId: id, name, timeZone, currency, at });
  await ensureFirstPolicy(tx, shop, at);
  await planWork(tx, { shop, kind: "nightly", key: shop, dueAt: nextNight(at, timeZone) });
  const renewal = new Date(at.getTime() + TOKEN_RENEWAL_DAYS * DAY_MS);
  await planWork(tx, { shop, kind: "token-renewal", key: shop, dueAt: renewal });
  await enqueue(tx, readCatalogueJob, [{ shop, since: null }]);
  await enqueue(tx, reconcileShopJob, [{ shop }]);
  await appendEvents(tx, [
    {
      shop,
      subject: "shop",
      subjectId: shop,
      code: "app-installed",
      by: "shopify",
      at,
      details: { timeZone, currency },
    },
  ]);
}

/** The token lives again: what happened meanwhile is found by reconciliation. */
async function resume(shop: string, at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    if (!(await resumeShop(tx, shop))) return;
    await enqueue(tx, reconcileShopJob, [{ shop }]);
    await appendEvents(tx, [
      { shop, subject: "shop", subjectId: shop, code: "shop-resumed", by: "shopify", at, details: {} },
    ]);
  });
}
