import { pool } from "~/db.server";
import { ShopifyAccessLost, ShopifyUnavailable } from "~/errors";
import { sessionStorage, unauthenticated } from "~/shopify.server";
import { API_VERSION } from "~/shopify/api-version";
import { createAdminClient, type AdminClient } from "~/shopify/admin-client.server";
import type { Priority } from "~/shopify/throttle.server";

/** The library refreshes a token that has less than this left; we must hold the lock before it does. */
const REFRESH_AHEAD_MS = 6 * 60_000;

/**
 * An Admin API client with the shop's offline token, refreshed when it is about to end. The library locks nothing,
 * and a refresh token works once, so only one process at a time may refresh for a shop.
 * @throws ShopifyAccessLost when there is no session or its refresh token is dead; ShopifyUnavailable otherwise.
 */
export async function adminFor(shop: string, priority: Priority): Promise<AdminClient> {
  const accessToken = (await freshToken(shop)) ?? (await withShopLock(shop, () => refreshedToken(shop)));
  return createAdminClient({ shop, accessToken, apiVersion: API_VERSION, priority });
}

async function freshToken(shop: string): Promise<string | null> {
  const session = await sessionStorage.loadSession(`offline_${shop}`);
  if (!session?.accessToken) return null;
  const endsSoon = session.expires !== undefined && session.expires.getTime() - Date.now() < REFRESH_AHEAD_MS;
  return endsSoon ? null : session.accessToken;
}

async function refreshedToken(shop: string): Promise<string> {
  // Whoever held the lock before us may have refreshed already.
  const fresh = await freshToken(shop);
  if (fresh !== null) return fresh;
  try {
    const { session } = await unauthenticated.admin(shop);
    if (!session.accessToken) throw new ShopifyAccessLost(`${shop} has no access token`);
    return session.accessToken;
  } catch (error) {
    throw await refreshFault(shop, error);
  }
}

/** Shopify's "no" to a refresh is final until a person opens the app; no answer at all is not. */
async function refreshFault(shop: string, error: unknown): Promise<Error> {
  if (error instanceof ShopifyAccessLost) return error;
  const isNoAnswer = error instanceof Error && /fetch failed|timeout|50\d|429/i.test(error.message);
  if (isNoAnswer) return new ShopifyUnavailable(`The token of ${shop} could not be refreshed`, { cause: error });
  return new ShopifyAccessLost(`The token of ${shop} is gone or cannot be refreshed`, { cause: error });
}

/** A lock of the session, not of a transaction: the refresh is a network call. */
async function withShopLock<T>(shop: string, work: () => Promise<T>): Promise<T> {
  const connection = await pool.connect();
  try {
    await connection.query("SELECT pg_advisory_lock(hashtextextended($1, 1))", [shop]);
    return await work();
  } finally {
    await connection.query("SELECT pg_advisory_unlock(hashtextextended($1, 1))", [shop]);
    connection.release();
  }
}
