import { ShopifyAccessLost } from "~/errors";
import { withSessionLock } from "~/session-lock.server";
import { shareReading } from "~/share-reading";
import { sessionStorage } from "~/shopify.server";
import { API_VERSION } from "~/shopify/api-version";
import { createAdminClient, type AdminClient } from "~/shopify/admin-client.server";
import { refreshTokens } from "~/shopify/refresh-token.server";
import type { Priority } from "~/shopify/throttle.server";

/** The library refreshes a token that has less than five minutes left; ours is new before a visit can come to that. */
const REFRESH_AHEAD_MS = 6 * 60_000;

const sessionId = (shop: string): string => `offline_${shop}`;

/** Kept beside the clients, so that nothing that is handed around carries a token. */
const tokens = new WeakMap<AdminClient, string>();

/**
 * An Admin API client with the shop's offline token, refreshed when it is about to end. A refresh token works once,
 * so only one process at a time may refresh for a shop.
 * @throws ShopifyAccessLost when there is no token or its refresh was refused; ShopifyUnavailable when nobody answered.
 */
export async function adminFor(shop: string, priority: Priority): Promise<AdminClient> {
  const accessToken = (await tokenNow(shop)) ?? (await refreshedToken(shop));
  const admin = createAdminClient({ shop, accessToken, apiVersion: API_VERSION, priority });
  tokens.set(admin, accessToken);
  return admin;
}

/**
 * Throws the shop's token away after Shopify refused `admin` with it: the next visit of a person then gets a new one,
 * instead of going on with the dead one until its hour is over. Returns false when another has taken its place.
 */
export function dropToken(admin: AdminClient): Promise<boolean> {
  return withSessionLock("token-refresh", admin.shop, async () => {
    const session = await sessionStorage.loadSession(sessionId(admin.shop));
    if (session && session.accessToken !== tokens.get(admin)) return false;
    await sessionStorage.deleteSession(sessionId(admin.shop));
    return true;
  });
}

async function freshToken(shop: string): Promise<string | null> {
  const session = await sessionStorage.loadSession(sessionId(shop));
  if (!session?.accessToken) return null;
  const endsSoon = session.expires !== undefined && session.expires.getTime() - Date.now() < REFRESH_AHEAD_MS;
  return endsSoon ? null : session.accessToken;
}

const tokenNow = shareReading(freshToken);

/** Those who ask while a refresh is under way share it: they hold no connection while they wait. */
const refreshedToken = shareReading((shop) => withSessionLock("token-refresh", shop, () => refreshUnderLock(shop)));

async function refreshUnderLock(shop: string): Promise<string> {
  // Whoever held the lock before us may have refreshed already.
  const fresh = await freshToken(shop);
  if (fresh !== null) return fresh;
  const session = await sessionStorage.loadSession(sessionId(shop));
  if (!session?.refreshToken) throw new ShopifyAccessLost(`${shop} has no token`);
  try {
    const { accessToken, expiresIn, refreshToken, refreshExpiresIn } = await refreshTokens(shop, session.refreshToken);
    const expires = new Date(Date.now() + expiresIn * 1_000);
    const refreshTokenExpires = new Date(Date.now() + refreshExpiresIn * 1_000);
    await sessionStorage.storeSession(
      Object.assign(session, { accessToken, expires, refreshToken, refreshTokenExpires }),
    );
    return accessToken;
  } catch (error) {
    // A refused refresh token is dead: those behind us in the queue must not try it again.
    if (error instanceof ShopifyAccessLost) await sessionStorage.deleteSession(sessionId(shop));
    throw error;
  }
}
