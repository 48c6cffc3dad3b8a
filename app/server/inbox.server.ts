import { createSecretKey } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { WebhookInbox } from "~/db/webhook-inbox.server";
import { logger } from "~/logger.server";
import { createBodyReader } from "./inbox-body";
import { isSigned, looksLikeJson, parseDeliveryHeaders, REFUSALS, type Refusal } from "./inbox-request";
import type { Metrics } from "./metrics.server";

export interface InboxHandlerOptions {
  inbox: WebhookInbox;
  /** The app's secret and, during its rotation, the one before. */
  secrets: readonly string[];
  metrics: Metrics;
}

/**
 * Answers POST /webhooks (R40): 200 after the delivery is committed with its job, else a code and nothing stored.
 * Raw body, HMAC, headers, group commit; no session, no Shopify call, no Remix. A stranger learns no more than that
 * the signature is wrong: it is looked at before the headers.
 */
export function createInboxHandler(options: InboxHandlerOptions): (req: IncomingMessage, res: ServerResponse) => void {
  const { inbox, metrics } = options;
  const secrets = options.secrets.map((secret) => createSecretKey(secret, "utf8"));
  const readBody = createBodyReader();
  const logRefusal = createRefusalLog();

  const refuse = (response: ServerResponse, code: Refusal): void => {
    metrics.refused(code);
    logRefusal(code);
    const headers = code === "try-again" ? { "Retry-After": "1" } : code === "method-not-allowed" && { Allow: "POST" };
    const body = JSON.stringify({ error: code });
    response.writeHead(REFUSALS[code], { "Content-Type": "application/json", ...headers, ...lengthOf(body) });
    response.end(body);
  };

  async function accept(chunks: readonly Buffer[], request: IncomingMessage): Promise<Refusal | undefined> {
    if (!isSigned(chunks, request.headers["x-shopify-hmac-sha256"], secrets)) return "webhook-forged";
    const headers = parseDeliveryHeaders(request.headers);
    if (typeof headers === "string") return headers;
    const [first = Buffer.alloc(0)] = chunks;
    const body = chunks.length > 1 ? Buffer.concat(chunks) : first;
    if (!looksLikeJson(body)) return "webhook-not-json";
    const acceptance = await inbox.accept({ ...headers, receivedAt: new Date(), body });
    return acceptance === "busy" || acceptance === "unavailable" ? "try-again" : undefined;
  }

  return (request, response) => {
    if (request.method !== "POST") {
      request.resume();
      return refuse(response, "method-not-allowed");
    }
    readBody(request, (received) => {
      if (received.kind === "too-large") return refuse(response, "webhook-too-large");
      if (received.kind === "busy") return refuse(response, "try-again");
      const started = performance.now();
      const answer = (refusal: Refusal | undefined) => {
        metrics.answered((performance.now() - started) / 1_000);
        if (refusal) return refuse(response, refusal);
        response.writeHead(200, NO_CONTENT);
        response.end();
      };
      accept(received.chunks, request).then(answer, (error: unknown) => {
        logger.error({ err: error }, "webhook inbox");
        answer("try-again");
      });
    });
  };
}

const NO_CONTENT = { "Content-Length": "0" } as const;
const lengthOf = (body: string) => ({ "Content-Length": String(Buffer.byteLength(body)) });

const LOG_PAUSE_MS = 1_000;

/** One line per code and second at most, with how many it speaks of: a flood of forgeries must not fill the disk. */
function createRefusalLog(): (code: Refusal) => void {
  const unsaid = new Map<Refusal, number>();
  return (code) => {
    const count = unsaid.get(code);
    if (count !== undefined) {
      unsaid.set(code, count + 1);
      return;
    }
    logger.warn({ code, count: 1 }, "webhook refused");
    unsaid.set(code, 0);
    setTimeout(() => {
      const more = unsaid.get(code) ?? 0;
      unsaid.delete(code);
      if (more > 0) logger.warn({ code, count: more }, "webhooks refused");
    }, LOG_PAUSE_MS).unref();
  };
}
