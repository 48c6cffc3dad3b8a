import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import express, { type Express, type Request, type RequestHandler, type Response } from "express";
import { z } from "zod";
import { logger } from "~/logger.server";

type ServerBuild = Parameters<typeof createRequestHandler>[0]["build"];

/** Loaded from disk, so it is looked at once; the rest of its shape is Remix's own business. */
const remixBuild = z.custom<Exclude<ServerBuild, () => unknown>>(
  (build) => typeof build === "object" && build !== null && "routes" in build && "entry" in build,
);

/** The headers that every page carries. Who may frame us is said per shop by Shopify's library, in its own policy. */
function securityHeaders(appUrl: string): RequestHandler {
  const isHttps = appUrl.startsWith("https:");
  return (_request, response, next) => {
    response.setHeader("X-Content-Type-Options", "nosniff");
    // Our addresses carry session tokens; another origin is told no more than where it was called from.
    response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
    response.setHeader("X-Permitted-Cross-Domain-Policies", "none");
    response.setHeader("Permissions-Policy", "geolocation=(), microphone=(), payment=(), usb=()");
    if (isHttps) response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    next();
  };
}

/** Pages see the address that the world knows, whatever proxies passed on and whatever a stranger wrote there. */
function publicAddress(appUrl: string): RequestHandler {
  const { host, protocol } = new URL(appUrl);
  return (request, _response, next) => {
    request.headers.host = host;
    delete request.headers["x-forwarded-host"];
    Object.defineProperty(request, "protocol", { value: protocol.slice(0, -1) });
    next();
  };
}

/** The longest form of ours is a policy to import. What is read as bytes (photos, the extension) has limits of its own. */
const LARGEST_FORM = 10 * 1_024 * 1_024;

const FORM_PAGES = /^\/app(?!\/photo-upload)(?:[/.]|$)/;
const FORM = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

/** For so long a sender may go on with what is thrown away. */
const PATIENCE_MS = 5_000;

/**
 * Refuses what no page of staff could read, before anything reads it (R42). Whoever still sends hears no answer: the rest
 * is thrown away first, but not for ever, after which the connection can carry no further request.
 */
function refuseLength(request: Request, response: Response): void {
  const answer = () => {
    clearTimeout(patience);
    if (!response.headersSent) response.status(413).set("Connection", "close").json({ error: "too-large" });
  };
  const patience = setTimeout(answer, PATIENCE_MS).unref();
  request.once("end", answer).resume();
}

/** Only forms, and only such as a page could have sent. */
const onlyForms: RequestHandler = (request, response, next) => {
  const { "content-length": length, "content-type": type } = request.headers;
  if (request.method === "GET" || request.method === "HEAD" || !FORM_PAGES.test(request.path)) return next();
  if (Number(length ?? 0) > LARGEST_FORM) {
    refuseLength(request, response);
    return;
  }
  if (length !== "0" && !FORM.test(type ?? "")) {
    response.status(415).json({ error: "not-a-form" });
    return;
  }
  next();
};

function answerFailure(error: unknown, response: ServerResponse): void {
  const isBadAddress =
    error instanceof URIError || (error instanceof Error && "status" in error && error.status === 400);
  if (!isBadAddress) logger.error({ err: error }, "request failed");
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(isBadAddress ? 400 : 500, { "Content-Type": "application/json" });
  response.end(JSON.stringify({ error: isBadAddress ? "bad-address" : "internal" }));
}

/**
 * Static files and Remix.
 * @param buildDirectory the folder that `npm run build` fills, with `client/` and `server/index.js`.
 */
export async function createPages(buildDirectory: string, appUrl: string): Promise<Express> {
  const build = remixBuild.parse(await import(pathToFileURL(join(buildDirectory, "server/index.js")).href));
  const client = join(buildDirectory, "client");
  const router = express.Router();
  router.use(securityHeaders(appUrl), publicAddress(appUrl));
  // These names carry a hash of their content. A missing one is an old page's: Remix need not render that.
  router.use("/assets", express.static(join(client, "assets"), { immutable: true, maxAge: "1y", index: false }));
  router.use("/assets", (_request, response) => void response.status(404).json({ error: "not-found" }));
  router.use(express.static(client, { maxAge: "1h", index: false }));
  router.use(onlyForms);
  router.all("*", createRequestHandler({ build, mode: "production" }));

  const app = express();
  app.disable("x-powered-by");
  app.use((request, response) => router(request, response, (error?: unknown) => answerFailure(error, response)));
  return app;
}
