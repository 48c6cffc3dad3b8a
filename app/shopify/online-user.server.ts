import { z } from "zod";
import { config } from "~/config.server";
import { ShopifyContractBroken, ShopifyRefused, ShopifyUnavailable } from "~/errors";

/** A person waits for their page. */
const TIMEOUT_MS = 5_000;
const LONGEST_NAME = 255;

const namePart = z
  .string()
  .nullish()
  .transform((part) => (part ?? "").trim());
const answer = z.object({
  associated_user: z.object({
    id: z.number().int(),
    first_name: namePart,
    last_name: namePart,
    account_owner: z.boolean(),
  }),
});

export interface OnlineUser {
  name: string;
  isOwner: boolean;
}

/**
 * Who is behind a session token (R9): an online token is exchanged for it, and only what the answer says of the person
 * is kept. The token itself is forgotten at once: the app works with its offline token, and checks roles itself.
 * @throws ShopifyUnavailable, ShopifyRefused, ShopifyContractBroken.
 * https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/token-exchange
 */
export async function readOnlineUser(who: { shop: string; userId: string; token: string }): Promise<OnlineUser> {
  const response = await post(who);
  const { status } = response;
  if (status === 429 || status >= 500) throw new ShopifyUnavailable(`The online token: HTTP ${status}`);
  if (!response.ok) throw new ShopifyRefused(`The online token: HTTP ${status}`);
  const parsed = answer.safeParse(await response.json().catch(() => null));
  if (!parsed.success) throw new ShopifyContractBroken("The online token names nobody");
  const { id, first_name, last_name, account_owner } = parsed.data.associated_user;
  if (String(id) !== who.userId) throw new ShopifyContractBroken("The online token names somebody else");
  const name = [first_name, last_name].filter(Boolean).join(" ").slice(0, LONGEST_NAME);
  return { name: name === "" ? `#${id}` : name, isOwner: account_owner };
}

async function post({ shop, token }: { shop: string; token: string }): Promise<Response> {
  try {
    return await fetch(`https://${shop}/admin/oauth/access_token`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({
        client_id: config.SHOPIFY_API_KEY,
        client_secret: config.SHOPIFY_API_SECRET,
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token: token,
        subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
        requested_token_type: "urn:shopify:params:oauth:token-type:online-access-token",
      }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new ShopifyUnavailable("The online token: no answer", { cause: error });
  }
}
