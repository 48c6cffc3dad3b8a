import { GraphQLEndpoint } from "./api/graphql-endpoint.ts";
import { API_VERSION } from "./api/schema.ts";
import { answerFile, FILE_PATH } from "./bulk/files.ts";
import { answerAccessToken } from "./oauth/access-token-route.ts";
import { APP_BRIDGE_SCRIPT } from "./shell/app-bridge.ts";
import { adminOrderExtensionPage, adminOrderPage } from "./shell/admin-order-page.ts";
import { adminPage, mintForShell } from "./shell/admin-page.ts";
import { mintForViewer, orderExtensionPage, orderPage } from "./shell/order-page.ts";
import type { StoreState } from "./state.ts";

type Route = (request: Request, match: RegExpExecArray) => Response | Promise<Response>;

const notFound = (): Response => Response.json({ errors: "Not Found" }, { status: 404 });

/** Everything that one shop answers: the Admin API, OAuth, the admin shell and the order page. */
export function createRouter(state: StoreState): (request: Request) => Promise<Response> {
  const endpoint = new GraphQLEndpoint(state);
  const routes: readonly (readonly [method: string, path: RegExp, route: Route])[] = [
    ["POST", /^\/admin\/oauth\/access_token$/, (request) => answerAccessToken(state, request)],
    [
      "POST",
      /^\/admin\/api\/([\w-]+)\/graphql\.json$/,
      (request, match) => (match[1] === API_VERSION ? endpoint.answer(request) : notFound()),
    ],
    ["GET", FILE_PATH, (request, match) => answerFile(state, request, match[2] ?? "")],
    ["GET", /^\/app-bridge\.js$/, () => script(APP_BRIDGE_SCRIPT)],
    ["POST", /^\/store\/[\w-]+(?:\/orders\/\d+)?\/session-token$/, (request) => mintForShell(state, request)],
    ["GET", /^\/store\/[\w-]+\/orders\/(\d+)$/, (request, match) => adminOrderPage(state, request, match[1] ?? "")],
    [
      "GET",
      /^\/store\/[\w-]+\/orders\/(\d+)\/extension$/,
      (request, match) => adminOrderExtensionPage(state, request, match[1] ?? ""),
    ],
    [
      "GET",
      /^\/store\/[\w-]+(?:\/apps\/[\w-]+(\/.+)?)?\/?$/,
      (request, match) => adminPage(state, request, match[1] ?? "/app"),
    ],
    ["GET", /^\/orders\/([^/]+)$/, (request, match) => orderPage(state, request, nameIn(match))],
    ["GET", /^\/orders\/([^/]+)\/extension$/, (request, match) => orderExtensionPage(state, request, nameIn(match))],
    ["POST", /^\/orders\/([^/]+)\/session-token$/, (request, match) => mintForViewer(state, request, nameIn(match))],
  ];
  return async (request) => {
    const { pathname } = new URL(request.url);
    for (const [method, path, route] of routes) {
      const match = path.exec(pathname);
      if (match && request.method === method) return route(request, match);
    }
    return notFound();
  };
}

const nameIn = (match: RegExpExecArray): string => decodeURIComponent(match[1] ?? "");

const script = (text: string): Response =>
  new Response(text, { headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-store" } });
