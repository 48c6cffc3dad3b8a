import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import { FILE_HOST, FILE_PATH } from "./bulk/files.ts";
import type { LocalStore } from "./types.ts";

export interface RunningServer {
  /** `http://127.0.0.1:<port>`. */
  origin: string;
  port: number;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

/**
 * Serves shops on a real port. `<shop>.myshopify.com` in the Host header names the shop; without one the handle in the
 * path (`/store/<handle>/…`), else `?shop=`, else the first shop.
 * @throws Error of the system when the port is taken.
 */
export async function serveStores(
  stores: readonly LocalStore[],
  { port = 0, host = "127.0.0.1" }: { port?: number; host?: string } = {},
): Promise<RunningServer> {
  return listen(
    (request) =>
      storeFor(stores, request)?.handle(request) ?? Promise.resolve(new Response("No such shop.", { status: 404 })),
    { port, host },
  );
}

function storeFor(stores: readonly LocalStore[], request: Request): LocalStore | undefined {
  const url = new URL(request.url);
  const fileOwner = url.hostname === FILE_HOST ? FILE_PATH.exec(url.pathname)?.[1] : undefined;
  if (fileOwner !== undefined) return stores.find(({ handleName }) => handleName === fileOwner);
  const isShopHost = url.hostname.endsWith(".myshopify.com");
  if (isShopHost) return stores.find(({ shop }) => shop === url.hostname);
  const handle = /^\/store\/([\w-]+)/.exec(url.pathname)?.[1];
  if (handle !== undefined) return stores.find(({ handleName }) => handleName === handle);
  const named = url.searchParams.get("shop");
  return named === null ? stores[0] : stores.find(({ shop }) => shop === named);
}

/** A handler of the fetch kind on a port of its own. A network error (`Response.error()`) cuts the connection. */
export async function listen(
  handle: (request: Request) => Promise<Response>,
  { port, host }: { port: number; host: string },
): Promise<RunningServer> {
  const server = createServer((incoming, outgoing) => void serve(handle, incoming, outgoing));
  server.listen(port, host);
  await Promise.race([
    once(server, "listening"),
    once(server, "error").then(([error]) => Promise.reject(asError(error))),
  ]);
  const taken = portOf(server);
  return {
    origin: `http://${host}:${taken}`,
    port: taken,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server listens on no port.");
  return address.port;
}

async function serve(
  handle: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const response = await handle(await toRequest(incoming));
    if (response.type === "error") return void incoming.socket.destroy();
    outgoing.statusCode = response.status;
    for (const [name, value] of response.headers) if (name !== "set-cookie") outgoing.setHeader(name, value);
    const cookies = response.headers.getSetCookie();
    if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch (error) {
    outgoing.statusCode = 500;
    outgoing.end(`The local store failed: ${asError(error).stack ?? ""}`);
  }
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) if (chunk instanceof Uint8Array) chunks.push(chunk);
  const headers = new Headers();
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    const name = incoming.rawHeaders[index] ?? "";
    headers.append(name, incoming.rawHeaders[index + 1] ?? "");
  }
  const method = incoming.method ?? "GET";
  const body = method === "GET" || method === "HEAD" ? null : Buffer.concat(chunks);
  return new Request(`http://${incoming.headers.host ?? "localhost"}${incoming.url ?? "/"}`, { method, headers, body });
}
