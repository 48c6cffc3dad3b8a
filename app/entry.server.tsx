import { randomBytes } from "node:crypto";
import { PassThrough } from "node:stream";
import {
  createReadableStreamFromReadable,
  type HandleDocumentRequestFunction,
  type HandleErrorFunction,
} from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import polarisEn from "@shopify/polaris/locales/en.json" with { type: "json" };
import polarisFr from "@shopify/polaris/locales/fr.json" with { type: "json" };
import { renderToPipeableStream } from "react-dom/server";
import { ReadingProvider } from "~/components/reader";
import { describeError, logger } from "~/logger.server";
import { addDocumentResponseHeaders } from "~/shopify.server";
import { ALL_TEXTS } from "~/texts/all-texts";
import { readerOf } from "~/texts/languages";

const RENDER_LIMIT_MS = 5_000;
const POLARIS = { en: polarisEn, fr: polarisFr } as const;

/** Renders a document in the reader's language; loaders have all answered by now, so it is sent when it is whole. */
export default function handleRequest(
  ...[request, status, headers, remix]: Parameters<HandleDocumentRequestFunction>
): Promise<Response> {
  const nonce = randomBytes(16).toString("base64");
  secureDocument(request, headers, nonce);
  const reader = readerOf(new URL(request.url).searchParams.get("locale"));
  const reading = { ...reader, polaris: POLARIS[reader.language], nonce };
  return new Promise<Response>((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(
      <ReadingProvider reading={reading} texts={ALL_TEXTS[reader.language]}>
        <RemixServer context={remix} url={request.url} abortDelay={RENDER_LIMIT_MS} nonce={nonce} />
      </ReadingProvider>,
      {
        nonce,
        onAllReady() {
          clearTimeout(tooLong);
          const body = new PassThrough();
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
          pipe(body);
        },
        onShellError: reject,
        onError: (error) => logger.error({ err: error }, "rendering failed"),
      },
    );
    const tooLong = setTimeout(abort, RENDER_LIMIT_MS);
  });
}

/**
 * The library's headers (who may frame the app), completed: scripts run only with the document's nonce or from the
 * two places that serve them, and nothing of an embedded document stays in a cache.
 */
function secureDocument(request: Request, headers: Headers, nonce: string): void {
  addDocumentResponseHeaders(request, headers);
  const framing = headers.get("Content-Security-Policy") ?? "frame-ancestors 'none';";
  const scripts = `script-src 'self' 'nonce-${nonce}' https://cdn.shopify.com; object-src 'none'; base-uri 'self'`;
  headers.set("Content-Security-Policy", `${framing} ${scripts}`);
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Cache-Control", "no-store");
}

/** What loaders and actions answer to the browser's own requests is as private as the document. */
export function handleDataRequest(response: Response): Response {
  response.headers.set("Cache-Control", "no-store");
  return response;
}

/** Faults are logged without the address, which carries tokens; an aborted request is nobody's fault. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  if (request.signal.aborted) return;
  logger.error({ method: request.method, fault: describeError(error) }, "a request failed");
};
