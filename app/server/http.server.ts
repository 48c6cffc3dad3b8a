import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Metrics } from "./metrics.server";

export interface FrontOptions {
  /** POST /webhooks and every other method on it. */
  inbox: RequestListener;
  /** Whether this process can do its work now. */
  isReady(): Promise<boolean>;
  metrics: Metrics;
  /** Everything else: static files and Remix. */
  pages: RequestListener;
}

export interface Front {
  readonly server: Server;
  /**
   * Takes no new connection, lets requests under way finish, and cuts what is left after `limitMs`.
   * Fulfilled when no connection is open any more.
   */
  stop(limitMs: number): Promise<void>;
}

/** Browsers and proxies reuse a connection for about a minute: we must not be the one who closes it first. */
const KEEP_ALIVE_MS = 65_000;

/** A sender that dribbles is cut off: headers within 5 s, a whole request within 30 s, looked at every second. */
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: KEEP_ALIVE_MS,
} as const;

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** The process's HTTP server: the webhook inbox first, then health and metrics, then the pages. */
export function createFront({ inbox, isReady, metrics, pages }: FrontOptions): Front {
  let isStopping = false;

  const routes: Readonly<Record<string, Handler>> = {
    "/webhooks": inbox,
    "/healthz": (_request, response) => sendJson(response, 200, { alive: true }),
    "/readyz": async (_request, response) => {
      const ready = !isStopping && (await isReady().catch(() => false));
      sendJson(response, ready ? 200 : 503, { ready });
    },
    "/metrics": (request, response) => sendMetrics(request, response, metrics),
  };

  const server = createServer(LIMITS, (request, response) => {
    // What still comes over a kept connection is answered, and the sender told to open another one elsewhere.
    if (isStopping) response.setHeader("Connection", "close");
    const handler = routes[pathOf(request)];
    if (!handler) return pages(request, response);
    Promise.resolve(handler(request, response)).catch(() => response.destroy());
  });

  return {
    server,
    stop: (limitMs) => {
      isStopping = true;
      return close(server, limitMs);
    },
  };
}

/** The path without the query. Addresses are never logged: they carry session tokens. */
function pathOf({ url = "/" }: IncomingMessage): string {
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(JSON.stringify(body));
}

/** For those who stand beside the process only: what came through the public proxy gets the answer of nothing here. */
async function sendMetrics(request: IncomingMessage, response: ServerResponse, metrics: Metrics): Promise<void> {
  if (request.headers["x-forwarded-for"] !== undefined) return sendJson(response, 404, { error: "not-found" });
  const text = await metrics.text();
  response.writeHead(200, { "Content-Type": metrics.contentType, "Cache-Control": "no-store" });
  response.end(text);
}

function close(server: Server, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), limitMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Starts to listen. @throws Error that says what to do when the port is taken. */
export function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === "EADDRINUSE";
      const advice = `Port ${port} is already in use. Stop the program that uses it, or set PORT to another one.`;
      reject(isTaken ? new Error(advice, { cause: error }) : error);
    };
    server.once("error", onError);
    server.listen(port, () => {
      server.off("error", onError);
      resolve();
    });
  });
}
