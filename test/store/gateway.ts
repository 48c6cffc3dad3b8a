import {
  createServer,
  request as forward,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { once } from "node:events";

export interface GatewayOptions {
  /** 0: any that is free. */
  port?: number;
  /** The app's own address. */
  appUrl: string;
  /** Where the local store serves the admin shell and its App Bridge. */
  storeOrigin: string;
}

export interface Gateway {
  /** `http://localhost:<port>`: the app as the browser reaches it. */
  origin: string;
  close(): Promise<void>;
}

const APP_BRIDGE = "https://cdn.shopify.com/shopifycloud/app-bridge.js";
const HOP_BY_HOP = new Set(["connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding"]);

/**
 * Stands for Shopify's edge and for what a browser would load from it: the app says `cdn.shopify.com` and
 * `admin.shopify.com`, and the browser gets the store's App Bridge and the local admin. The app knows nothing of this.
 */
export async function startGateway({ port = 0, appUrl, storeOrigin }: GatewayOptions): Promise<Gateway> {
  const server = createServer((incoming, outgoing) => pass({ incoming, outgoing, appUrl, storeOrigin }));
  server.listen(port, "127.0.0.1");
  await Promise.race([once(server, "listening"), once(server, "error").then(([error]) => Promise.reject(error))]);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The gateway listens on no port.");
  return {
    origin: `http://localhost:${address.port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

interface Passage {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  appUrl: string;
  storeOrigin: string;
}

function pass({ incoming, outgoing, appUrl, storeOrigin }: Passage): void {
  const { "accept-encoding": _compressed, ...headers } = incoming.headers;
  const upstream = forward(
    new URL(incoming.url ?? "/", appUrl),
    { method: incoming.method ?? "GET", headers },
    (answer) => {
      outgoing.statusCode = answer.statusCode ?? 502;
      const isHtml = (answer.headers["content-type"] ?? "").includes("text/html");
      copyHeaders(answer.headers, outgoing, { storeOrigin, isHtml });
      if (!isHtml) return void answer.pipe(outgoing);
      void textOf(answer).then(
        (html) => outgoing.end(localised(html, storeOrigin)),
        () => outgoing.destroy(),
      );
    },
  );
  upstream.on("error", () => {
    if (outgoing.headersSent) return void outgoing.destroy();
    outgoing.statusCode = 502;
    outgoing.end("The app does not answer.");
  });
  incoming.pipe(upstream);
}

function copyHeaders(
  headers: IncomingHttpHeaders,
  outgoing: ServerResponse,
  { storeOrigin, isHtml }: { storeOrigin: string; isHtml: boolean },
): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || (HOP_BY_HOP.has(name) && (isHtml || name !== "content-length"))) continue;
    outgoing.setHeader(name, typeof value === "string" ? headerFor(name, value, storeOrigin) : value);
  }
}

/** Who may frame the app, where scripts come from, and where a redirect to the admin leads. */
function headerFor(name: string, value: string, storeOrigin: string): string {
  if (name === "location") return value.replace(/^https:\/\/admin\.shopify\.com/, storeOrigin);
  if (name === "link") return value.replaceAll(APP_BRIDGE, `${storeOrigin}/app-bridge.js`);
  if (name !== "content-security-policy") return value;
  return value
    .replace("https://admin.shopify.com", sameMachine(storeOrigin))
    .replaceAll("https://cdn.shopify.com", storeOrigin);
}

/** This machine has two names; a reader may have typed either. */
const sameMachine = (origin: string): string => `${origin} ${origin.replace("//127.0.0.1", "//localhost")}`;

const localised = (html: string, storeOrigin: string): string =>
  html.replaceAll(APP_BRIDGE, `${storeOrigin}/app-bridge.js`);

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
