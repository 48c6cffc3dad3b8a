import { z } from "zod";
import { config } from "~/config.server";
import { ShopifyAccessLost, ShopifyUnavailable } from "~/errors";

const TIMEOUT_MS = 20_000;

const answer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1),
  refresh_token_expires_in: z.number().positive(),
});

export interface FreshTokens {
  accessToken: string;
  /** Seconds. */
  expiresIn: number;
  refreshToken: string;
  /** Seconds. */
  refreshExpiresIn: number;
}

/**
 * Trades a refresh token, which works once, for a new pair. The library does the same, but answers a refusal and a bad
 * minute of Shopify's alike, and the one must pause a shop while the other must not.
 * @throws ShopifyAccessLost for Shopify's "no", which is final until a person opens the app; ShopifyUnavailable when
 * nobody answered it.
 * https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens
 */
export async function refreshTokens(shop: string, refreshToken: string): Promise<FreshTokens> {
  const response = await post(shop, {
    client_id: config.SHOPIFY_API_KEY,
    client_secret: config.SHOPIFY_API_SECRET,
    grant_type: "refresh_token",
    refresh_token: refreshToken,
  });
  const { status } = response;
  if (status === 429 || status >= 500) throw new ShopifyUnavailable(`The refresh for ${shop}: HTTP ${status}`);
  if (!response.ok) throw new ShopifyAccessLost(`The refresh for ${shop}: HTTP ${status}`);
  const parsed = answer.safeParse(await response.json().catch(() => null));
  if (!parsed.success) throw new ShopifyUnavailable(`The refresh for ${shop}: not an answer of Shopify's`);
  return {
    accessToken: parsed.data.access_token,
    expiresIn: parsed.data.expires_in,
    refreshToken: parsed.data.refresh_token,
    refreshExpiresIn: parsed.data.refresh_token_expires_in,
  };
}

async function post(shop: string, body: Record<string, string>): Promise<Response> {
  try {
    return await fetch(`https://${shop}/admin/oauth/access_token`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new ShopifyUnavailable(`The refresh for ${shop}: no answer`, { cause: error });
  }
}
