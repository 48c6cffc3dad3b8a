import { ShopifyUnavailable, Unreadable } from "~/errors";

/** Where Shopify keeps the results of bulk operations: an address from an answer is fetched nowhere else. */
const FILE_HOST = "storage.googleapis.com";

const TIMEOUT_MS = 60_000;
const NEWLINE = 10;
const PIECE_BYTES = 512 * 1024;

/** A line longer than any order's is no line: it is passed over without being kept. */
const LONGEST_LINE = 8 * 1024 * 1024;

/** Lines that lie in one piece of a file, and where the piece ends. */
export interface FilePiece {
  lines: string[];
  /** Bytes of the file up to behind the last of them. */
  position: number;
  /** Lines too long to be kept. */
  tooLong: number;
}

/**
 * Reads a result file from a byte on, piece by piece: no more than a piece is ever in memory, and nothing is fetched
 * that nobody asks for. A last line without its newline is none: the file was cut.
 * @throws Unreadable `file-gone` when the file can be had no more, ShopifyUnavailable when it broke off.
 */
export async function* readBulkFile(url: string, from: number): AsyncGenerator<FilePiece> {
  const body = await open(url, from);
  let rest: Buffer = Buffer.alloc(0);
  let position = from;
  let isSkipping = false;
  for await (const chunk of chunksOf(body)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    rest = bytes.subarray(end);
    if (end > 0) {
      const lines = bytes.toString("utf8", 0, end - 1).split("\n");
      if (isSkipping) lines.shift();
      position += end;
      yield { lines: lines.filter((line) => line !== ""), position, tooLong: isSkipping ? 1 : 0 };
      isSkipping = false;
    }
    if (rest.length > LONGEST_LINE) {
      position += rest.length;
      rest = Buffer.alloc(0);
      isSkipping = true;
    }
  }
}

async function open(url: string, from: number): Promise<ReadableStream<Uint8Array>> {
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:" || hostname !== FILE_HOST) throw new Unreadable("file-elsewhere");
  const headers = from === 0 ? {} : { range: `bytes=${from}-` };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { headers, signal }).catch((cause: unknown) => {
    throw new ShopifyUnavailable("a result file: no answer", { cause });
  });
  if (response.status >= 500 || response.status === 429)
    throw new ShopifyUnavailable(`a result file: HTTP ${response.status}`);
  // An answer without its part of the file would be read from the wrong place.
  if (!response.ok || response.body === null || (from > 0 && response.status !== 206))
    throw new Unreadable("file-gone");
  return response.body;
}

/** The network hands out a few kilobytes at a time; stored are as many lines at once as pay for the journey. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Buffer> {
  const reader = body.getReader();
  let gathered: Uint8Array[] = [];
  let size = 0;
  try {
    for (let read = await next(reader); !read.done; read = await next(reader)) {
      gathered.push(read.value);
      size += read.value.byteLength;
      if (size < PIECE_BYTES) continue;
      yield Buffer.concat(gathered);
      gathered = [];
      size = 0;
    }
  } finally {
    // Who stops asking gets no more: the rest of the file is not fetched. One that broke off is gone already.
    await reader.cancel().catch(() => undefined);
  }
  if (size > 0) yield Buffer.concat(gathered);
}

const next = (reader: ReadableStreamDefaultReader<Uint8Array>) =>
  reader.read().catch((cause: unknown) => {
    throw new ShopifyUnavailable("a result file broke off", { cause });
  });
