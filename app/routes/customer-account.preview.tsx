import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Fault } from "~/errors";
import { logger } from "~/logger.server";
import { authenticateCustomer } from "~/shopify.server";
import { previewReturn, type PreviewReturnInput } from "~/workflows/preview-return.server";

/** A preflight is answered by authentication; any other reading request has no answer here. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { cors } = await authenticateCustomer(request);
  return cors(Response.json({ error: "method-not-allowed" }, { status: 405, headers: { Allow: "POST" } }));
}

/** What would become of a return, before anything is sent. Changes nothing. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, customerId, cors } = await authenticateCustomer(request);
  const input = await readJson(request);
  if ("refused" in input) {
    const details = [{ path: "", code: input.refused }];
    return cors(Response.json({ error: "invalid-request", details }, { status: STATUS[input.refused] }));
  }
  const { status, body } = await answer({ shop, customerId, input: input.json, at: new Date() });
  const headers = { "Cache-Control": "no-store", ...(status === 503 ? { "Retry-After": "5" } : {}) };
  return cors(Response.json(body, { status, headers }));
}

const REFUSALS = { "order-not-found": 404, "invalid-request": 400 } as const;

/** A fault that passes is answered as one, with CORS headers, so that the extension can say "in a moment". */
async function answer(asked: PreviewReturnInput): Promise<{ status: number; body: unknown }> {
  try {
    const preview = await previewReturn(asked);
    return preview.ok
      ? { status: 200, body: preview.value }
      : { status: REFUSALS[preview.error.error], body: preview.error };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    logger.warn({ shop: asked.shop, code: error.code }, "a preview could not be answered");
    return { status: 503, body: { error: "try-again" } };
  }
}

const LARGEST_BODY = 64 * 1_024;
const STATUS = { "too-large": 413, "not-json": 400 } as const;

/** Reads at most as much as a request of 250 lines needs; the rest of a longer body is not waited for. */
async function readJson(request: Request): Promise<{ json: unknown } | { refused: keyof typeof STATUS }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bodyOf(request)) {
    size += chunk.byteLength;
    if (size > LARGEST_BODY) return { refused: "too-large" };
    chunks.push(chunk);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
    return { json: JSON.parse(text) };
  } catch {
    return { refused: "not-json" };
  }
}

async function* bodyOf({ body }: Request): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  if (!reader) return;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel();
  }
}
