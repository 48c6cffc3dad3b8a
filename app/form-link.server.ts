import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { config } from "~/config.server";

/** A browser tab opens the link without a session token, so the link itself proves who may read it, for this long. */
const VALID_SECONDS = 600;

/** Nothing else that this key signs may stand for a form. */
const AUDIENCE = "rma-form";

const key = Buffer.from(config.SESSION_KEY, "base64");

export interface FormKey {
  shop: string;
  rmaId: string;
}

const claims = z.object({ shop: z.string(), rmaId: z.string() });

/** The address under which the form of a case can be read for some minutes. */
export async function signFormLink({ shop, rmaId }: FormKey, at: Date): Promise<string> {
  const seconds = Math.floor(at.getTime() / 1_000);
  const token = await new SignJWT({ shop, rmaId })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(AUDIENCE)
    .setExpirationTime(seconds + VALID_SECONDS)
    .sign(key);
  return `${config.SHOPIFY_APP_URL}/forms/${token}`;
}

/** Whose form a link opens; null when it is over, was changed, or was never ours. */
export async function readFormLink(token: string, at: Date): Promise<FormKey | null> {
  const options = { algorithms: ["HS256"], audience: AUDIENCE, requiredClaims: ["exp"], currentDate: at };
  try {
    const { payload } = await jwtVerify(token, key, options);
    return claims.parse(payload);
  } catch {
    return null;
  }
}
