import { err, ok, type Result } from "~/domain/result";

export type BodyRefusal = "too-large" | "not-json";

/** A sender that is still sending when the connection closes never reads why: the end of a body is read and dropped. */
const DROPPED_AT_MOST = 1_024 * 1_024;

/**
 * Reads at most `limit` bytes of a request. One that says itself that it is far longer is not read at all, and the rest of
 * one that turns out to be is not waited for.
 */
export async function readBytes(request: Request, limit: number): Promise<Result<Uint8Array, "too-large">> {
  if (Number(request.headers.get("Content-Length") ?? 0) > limit + DROPPED_AT_MOST) return err("too-large");
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bodyOf(request)) {
    size += chunk.byteLength;
    if (size > limit + DROPPED_AT_MOST) return err("too-large");
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? err("too-large") : ok(Buffer.concat(chunks));
}

/** Reads a request's JSON; what is not UTF-8 is no JSON either. */
export async function readJson(request: Request, limit: number): Promise<Result<unknown, BodyRefusal>> {
  const bytes = await readBytes(request, limit);
  if (!bytes.ok) return bytes;
  try {
    return ok(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.value)));
  } catch {
    return err("not-json");
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
