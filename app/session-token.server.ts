import { jwtVerify } from "jose";
import { z } from "zod";
import { config } from "~/config.server";

const SHOP = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/** Clocks of Shopify and ours may differ by this much about when a token begins; its end is never stretched. */
const CLOCK_SKEW_SECONDS = 10;
const LONGEST_TOKEN = 4_096;

const claims = z.object({
  iss: z.string().optional(),
  dest: z.string(),
  sub: z.string().optional(),
  exp: z.number(),
});

export interface SessionToken {
  shop: string;
  /** The user's id (admin) or the customer's GID (customer account); absent for a guest. */
  sub: string | undefined;
}

/** Why a token is refused; the code goes to the caller, who may ask Shopify for a fresh one. */
export type SessionTokenRefusal = "session-token-missing" | "session-token-invalid" | "session-token-expired";

const secret = new TextEncoder().encode(config.SHOPIFY_API_SECRET);

/**
 * Verifies a session token strictly where Shopify's library is lenient: only HS256, audience ours, `exp` to the
 * second, `iss` and `dest` of the same shop, the shop within myshopify.com.
 * https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens
 */
export async function verifySessionToken(token: string): Promise<SessionToken | SessionTokenRefusal> {
  if (token === "") return "session-token-missing";
  if (token.length > LONGEST_TOKEN) return "session-token-invalid";
  const payload = await verifiedPayload(token);
  if (payload === null) return "session-token-invalid";
  if (payload.exp * 1_000 <= Date.now()) return "session-token-expired";
  const shop = hostOf(payload.dest);
  if (shop === null || !SHOP.test(shop)) return "session-token-invalid";
  if (payload.iss !== undefined && hostOf(payload.iss) !== shop) return "session-token-invalid";
  return { shop, sub: payload.sub };
}

async function verifiedPayload(token: string): Promise<z.infer<typeof claims> | null> {
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: ["HS256"],
      audience: config.SHOPIFY_API_KEY,
      clockTolerance: CLOCK_SKEW_SECONDS,
      requiredClaims: ["exp"],
      currentDate: new Date(),
    });
    return claims.parse(payload);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ERR_JWT_EXPIRED" ? expiredClaims : null;
  }
}

/** Stands for a token that is genuine but over; nothing of it is used. */
const expiredClaims: z.infer<typeof claims> = { dest: "", exp: 0 };

/** Customer-account tokens name `dest` without a scheme, admin tokens with one. */
function hostOf(address: string): string | null {
  try {
    return new URL(address.includes("://") ? address : `https://${address}`).hostname;
  } catch {
    return null;
  }
}
