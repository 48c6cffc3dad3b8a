import type { StoreState } from "../state.ts";
import { readToken } from "./jwt.ts";
import { OWNER, staffName } from "./staff.ts";
import { ACCESS_LIFETIME, ONLINE_LIFETIME, REFRESH_LIFETIME } from "./token-book.ts";

const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";
const ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";

const refuse = (error: string, description: string): Response =>
  Response.json({ error, error_description: description }, { status: 400 });

/** `POST /admin/oauth/access_token`: token exchange and refresh (SHOPIFY.md 9.2, RFC 8693). */
export async function answerAccessToken(state: StoreState, request: Request): Promise<Response> {
  const parameters = await readParameters(request);
  const { apiKey, apiSecret } = state.settings;
  if (parameters.get("client_id") !== apiKey || parameters.get("client_secret") !== apiSecret) {
    return refuse("application_cannot_be_found", "Client id or client secret is wrong.");
  }
  if (!state.installed) return refuse("invalid_request", "The app is not installed on this shop.");
  switch (parameters.get("grant_type")) {
    case EXCHANGE:
      return exchange(state, parameters);
    case "refresh_token":
      return refresh(state, parameters);
    default:
      return refuse("unsupported_grant_type", "The grant type is not supported.");
  }
}

async function readParameters(request: Request): Promise<ReadonlyMap<string, string>> {
  const text = await request.text();
  if (!(request.headers.get("content-type") ?? "").includes("json")) return new Map(new URLSearchParams(text));
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== "object" || body === null) return new Map();
    return new Map(Object.entries(body).map(([key, value]) => [key, String(value)]));
  } catch {
    return new Map();
  }
}

function exchange(state: StoreState, parameters: ReadonlyMap<string, string>): Response {
  const { settings, tokens } = state;
  if (parameters.get("subject_token_type") !== ID_TOKEN)
    return refuse("invalid_request", "The subject token type is wrong.");
  const now = state.now();
  const claims = readToken(parameters.get("subject_token") ?? "", {
    secret: settings.apiSecret,
    audience: settings.apiKey,
    now,
  });
  if (claims?.["dest"] !== `https://${settings.shop}`)
    return refuse("invalid_subject_token", "The subject token is not valid.");
  const scopes = new Set(settings.scopes);
  const scope = settings.scopes.join(",");
  const requested = parameters.get("requested_token_type");
  if (requested === ONLINE) return online(state, String(claims["sub"]));
  if (requested !== OFFLINE) return refuse("invalid_request", "The requested token type is wrong.");
  if (parameters.get("expiring") !== "1") {
    return Response.json({ access_token: tokens.issue({ scopes, expiresAt: null, userId: null }), scope });
  }
  return Response.json(pairAnswer(tokens.issueExpiring(scopes, now), scope));
}

const pairAnswer = ({ accessToken, refreshToken }: { accessToken: string; refreshToken: string }, scope: string) => ({
  access_token: accessToken,
  scope,
  expires_in: ACCESS_LIFETIME,
  refresh_token: refreshToken,
  refresh_token_expires_in: REFRESH_LIFETIME,
});

function online(state: StoreState, userId: string): Response {
  const { settings, tokens, now } = state;
  const scope = settings.scopes.join(",");
  const expiresAt = new Date(now().getTime() + ONLINE_LIFETIME * 1_000);
  return Response.json({
    access_token: tokens.issue({ scopes: new Set(settings.scopes), expiresAt, userId }),
    scope,
    expires_in: ONLINE_LIFETIME,
    associated_user_scope: scope,
    associated_user: {
      id: Number(userId),
      ...staffName(state, userId),
      email: `staff-${userId}@example.com`,
      email_verified: true,
      account_owner: userId === OWNER,
      locale: "en",
      collaborator: false,
    },
  });
}

function refresh({ tokens, now }: StoreState, parameters: ReadonlyMap<string, string>): Response {
  const pair = tokens.rotate(parameters.get("refresh_token") ?? "", now());
  if (!pair) return refuse("invalid_grant", "The refresh token is unknown, used or over.");
  return Response.json(pairAnswer(pair, [...pair.scopes].join(",")));
}
