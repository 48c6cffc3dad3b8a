import "@shopify/shopify-app-remix/adapters/node";
import { AppDistribution, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import { config } from "~/config.server";
import { db } from "~/db.server";
import { describeError, logger } from "~/logger.server";
import { API_VERSION } from "~/shopify/api-version";
import { encryptTokens } from "~/session-storage.server";
import { verifySessionToken, type SessionToken, type SessionTokenRefusal } from "~/session-token.server";
import { meetStaff } from "~/workflows/meet-staff.server";
import { recordInstall } from "~/workflows/record-install.server";

export const sessionStorage = encryptTokens(new PrismaSessionStorage(db), Buffer.from(config.SESSION_KEY, "base64"));

const shopify = shopifyApp({
  apiKey: config.SHOPIFY_API_KEY,
  apiSecretKey: config.SHOPIFY_API_SECRET,
  appUrl: config.SHOPIFY_APP_URL,
  apiVersion: API_VERSION,
  distribution: AppDistribution.AppStore,
  sessionStorage,
  useOnlineTokens: false,
  // Scopes, topics and metafields are declared in shopify.app.toml: managed install, no OAuth redirects of our own.
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  hooks: {
    afterAuth: async ({ session }) => {
      try {
        if (session.accessToken) await recordInstall({ shop: session.shop, accessToken: session.accessToken });
      } catch (error) {
        // The library turns whatever fails here into an empty answer with status 500.
        logger.error({ shop: session.shop, err: error }, "install not recorded");
        throw error;
      }
    },
  },
  // The library's messages quote tokens; only their severity and start are kept.
  logger: {
    level: LogSeverity.Warning,
    log: async (_severity, message) => logger.warn({ library: describeError(new Error(message)).message }, "shopify"),
  },
});

export const { addDocumentResponseHeaders } = shopify;

/** Tells App Bridge to fetch a fresh session token and to send the request once more. */
const RETRY_WITH_FRESH_TOKEN = { "X-Shopify-Retry-Invalid-Session-Request": "1" } as const;

const refuse = (code: SessionTokenRefusal): Response =>
  Response.json({ error: code }, { status: 401, headers: RETRY_WITH_FRESH_TOKEN });

/**
 * Who calls an embedded admin route. Every admin loader and action starts here.
 * @throws Response 401 with a code for a token that does not hold; redirects of the library's own.
 */
export async function authenticateAdmin(request: Request): Promise<{ shop: string; userId: string; locale: string }> {
  const checked = await withCheckedToken(request);
  const { session, sessionToken } = await shopify.authenticate.admin(checked);
  const { shop } = session;
  const userId = sessionToken.sub ?? "unknown";
  const token = tokenOf(checked);
  if (token !== null && sessionToken.sub !== undefined) await meetStaff({ shop, userId, token });
  return {
    shop,
    userId,
    locale: new URL(request.url).searchParams.get("locale") ?? "",
  };
}

const bearerOf = (request: Request): string | undefined =>
  request.headers.get("Authorization")?.replace(/^Bearer /, "");

/** App Bridge sends it with its own requests; a document carries it in its address. */
const tokenOf = (request: Request): string | null =>
  bearerOf(request) ?? new URL(request.url).searchParams.get("id_token");

/** A document whose token is over loses it, so that the library fetches a new one; any other bad token ends here. */
async function withCheckedToken(request: Request): Promise<Request> {
  const url = new URL(request.url);
  const bearer = bearerOf(request);
  const token = tokenOf(request);
  if (token === null) return request;
  const verified = await verifySessionToken(token);
  if (typeof verified !== "string") {
    const named = url.searchParams.get("shop");
    if (named !== null && named !== verified.shop) throw refuse("session-token-invalid");
    return request;
  }
  if (bearer !== undefined || verified !== "session-token-expired") throw refuse(verified);
  url.searchParams.delete("id_token");
  return new Request(url, request);
}

export interface CustomerCaller {
  shop: string;
  customerId: string;
  cors: (response: Response) => Response;
}

const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "Authorization, Content-Type",
  "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
  "Access-Control-Max-Age": "7200",
} as const;

const withCors = (response: Response): Response => {
  for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
  return response;
};

/**
 * Who calls a customer-account route (R41). The library checks the signature but neither the audience nor that a
 * customer is logged in; both are checked here. The order in the request is only a question: ownership is the
 * caller's to prove.
 * @throws Response 204 to a preflight, 401 with a code otherwise, both with CORS headers.
 */
export async function authenticateCustomer(request: Request): Promise<CustomerCaller> {
  if (request.method === "OPTIONS") throw withCors(new Response(null, { status: 204 }));
  const token = request.headers.get("Authorization")?.replace(/^Bearer /, "") ?? "";
  const verified = await verifySessionToken(token);
  if (!isLoggedIn(verified)) throw withCors(refuse(typeof verified === "string" ? verified : "session-token-invalid"));
  await shopify.authenticate.public.customerAccount(request);
  return { shop: verified.shop, customerId: verified.sub, cors: withCors };
}

const isLoggedIn = (token: SessionToken | SessionTokenRefusal): token is SessionToken & { sub: string } =>
  typeof token !== "string" && token.sub?.startsWith("gid://shopify/Customer/") === true;

export interface StaffCaller {
  shop: string;
  userId: string;
  cors: (response: Response) => Response;
}

/**
 * Who calls from an extension in Shopify's admin. Extensions run at `https://extensions.shopifycdn.com`, and their worker may
 * have no origin at all, so every origin may read the answer: what opens the door is the token, which no browser sends by itself.
 * @throws Response 204 to a preflight, 401 with a code to a token that does not hold; all with CORS headers.
 */
export async function authenticateStaff(request: Request): Promise<StaffCaller> {
  if (request.method === "OPTIONS") throw withCors(new Response(null, { status: 204 }));
  // Without a token the library would redirect to its own pages, which an extension cannot follow.
  if (bearerOf(request) === undefined) throw withCors(refuse("session-token-missing"));
  const { shop, userId } = await authenticateAdmin(request).catch((thrown: unknown) => {
    throw thrown instanceof Response ? withCors(thrown) : thrown;
  });
  return { shop, userId, cors: withCors };
}
