import type { IncomingMessage } from "node:http";

/** A larger delivery is refused; Shopify's own largest are orders of 500 lines with 0.7 MB. */
const BODY_LIMIT = 2 * 1024 * 1024;

/** What a sender may push after it was told that its body is too large, before the connection is cut. */
const DISCARD_LIMIT = 16 * 1024 * 1024;

/** All bodies that are under way at the same time; beyond it senders are asked to repeat. */
const RECEIVING_LIMIT = 64 * 1024 * 1024;

export type ReceivedBody = { kind: "complete"; chunks: Buffer[] } | { kind: "too-large" } | { kind: "busy" };

/**
 * Reads raw bodies within limits, counted over all requests of the reader. `done` is called once per request, for a
 * refused one at once; nothing is called for a sender that goes away. Callbacks, because this is the hottest path.
 */
export function createBodyReader(): (request: IncomingMessage, done: (body: ReceivedBody) => void) => void {
  let receiving = 0;

  return (request, done) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let held = 0;
    let refused = false;

    const release = () => {
      receiving -= held;
      held = 0;
      chunks.length = 0;
    };
    const refuse = (kind: "too-large" | "busy") => {
      refused = true;
      release();
      done({ kind });
    };

    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (refused) {
        if (size > DISCARD_LIMIT) request.destroy();
        return;
      }
      if (size > BODY_LIMIT) return refuse("too-large");
      if (receiving + chunk.length > RECEIVING_LIMIT) return refuse("busy");
      held += chunk.length;
      receiving += chunk.length;
      chunks.push(chunk);
    });
    request.on("end", () => {
      if (refused) return;
      const complete = [...chunks];
      release();
      done({ kind: "complete", chunks: complete });
    });
    request.on("close", release);
    request.on("error", release); // The sender went away in the middle; it will repeat.

    if (Number(request.headers["content-length"]) > BODY_LIMIT) refuse("too-large");
  };
}
