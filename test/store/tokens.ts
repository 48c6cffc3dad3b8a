import { signToken } from "./oauth/jwt.ts";
import type { StoreState } from "./state.ts";
import type { TokenOptions } from "./types.ts";

/** Seconds: App Bridge's tokens live a minute, those of customer-account extensions five. */
const ADMIN_LIFETIME = 60;
const CUSTOMER_LIFETIME = 300;

/** Claims that every session token has (SHOPIFY.md 9.5). */
function commonClaims(state: StoreState, lifetime: number): Record<string, unknown> {
  const now = Math.floor(state.now().getTime() / 1_000);
  const serial = String(state.ids.number()).padStart(12, "0");
  return {
    aud: state.settings.apiKey,
    exp: now + lifetime,
    nbf: now,
    iat: now,
    jti: `00000000-0000-4000-9000-${serial}`,
  };
}

/** What App Bridge gives the embedded app for a member of staff. */
export function adminSessionToken(
  state: StoreState,
  { userId = "1", lifetimeSeconds = ADMIN_LIFETIME, claims = {} }: TokenOptions & { userId?: string } = {},
): string {
  const { shop, apiSecret } = state.settings;
  const own = { iss: `https://${shop}/admin`, dest: `https://${shop}`, sub: userId, sid: `session-${userId}` };
  return signToken({ ...commonClaims(state, lifetimeSeconds), ...own, ...claims }, apiSecret);
}

/** What a customer-account extension gives the app; `dest` comes without `https://` (SHOPIFY.md 5.4). */
export function customerSessionToken(
  state: StoreState,
  { customerId, lifetimeSeconds = CUSTOMER_LIFETIME, claims = {} }: TokenOptions & { customerId?: string } = {},
): string {
  const { shop, apiSecret } = state.settings;
  const sub = customerId === undefined ? {} : { sub: customerId };
  return signToken({ ...commonClaims(state, lifetimeSeconds), dest: shop, ...sub, ...claims }, apiSecret);
}
