import { createHmac, timingSafeEqual, type KeyObject } from "node:crypto";
import { isUtf8 } from "node:buffer";
import type { IncomingHttpHeaders } from "node:http";

/** Why a request to /webhooks is refused; each code goes to the caller with its status. */
export const REFUSALS = {
  "method-not-allowed": 405,
  "webhook-too-large": 413,
  "webhook-forged": 401,
  "webhook-header-missing": 400,
  "webhook-header-invalid": 400,
  "webhook-not-json": 400,
  "try-again": 503,
} as const;

export type Refusal = keyof typeof REFUSALS;

/** What the headers say of a delivery. */
export interface DeliveryHeaders {
  shop: string;
  topic: string;
  eventId: string;
  triggeredAt: Date | null;
}

const SHOP = /^[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com$/;
const TOPIC = /^[a-z_]{1,40}(?:\/[a-z_]{1,40}){1,3}$/;
const ID = /^[\w.:/-]{1,200}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * Shop, topic, event and time of a delivery. Node joins a repeated header with a comma, which no pattern lets through.
 * The event's id is the same for every subscription and repetition; the webhook's id stands in where it is missing.
 * https://shopify.dev/docs/apps/build/webhooks/ignore-duplicates
 */
export function parseDeliveryHeaders(headers: IncomingHttpHeaders): DeliveryHeaders | Refusal {
  const shop = text(headers["x-shopify-shop-domain"])?.toLowerCase();
  const topic = text(headers["x-shopify-topic"]);
  const eventId = text(headers["x-shopify-event-id"]) ?? text(headers["x-shopify-webhook-id"]);
  if (shop === undefined || topic === undefined || eventId === undefined) return "webhook-header-missing";
  if (!SHOP.test(shop) || !TOPIC.test(topic) || !ID.test(eventId)) return "webhook-header-invalid";
  return { shop, topic, eventId, triggeredAt: instant(text(headers["x-shopify-triggered-at"])) };
}

const text = (header: string | string[] | undefined): string | undefined =>
  typeof header === "string" && header !== "" ? header : undefined;

/** Only tells late deliveries from new ones, so one that cannot be read is no reason to refuse. */
function instant(header: string | undefined): Date | null {
  if (header === undefined || !INSTANT.test(header)) return null;
  const at = new Date(header);
  return Number.isNaN(at.getTime()) ? null : at;
}

const HMAC_LENGTH = 44;

/**
 * Whether `given` is the base64 HMAC-SHA256 of the raw body under one of the secrets, compared in constant time and
 * as text: decoding would also accept other spellings of the same bytes.
 * https://shopify.dev/docs/apps/build/webhooks/verify-deliveries
 */
export function isSigned(chunks: readonly Buffer[], given: unknown, secrets: readonly KeyObject[]): boolean {
  if (typeof given !== "string" || given.length !== HMAC_LENGTH) return false;
  const claimed = Buffer.from(given, "latin1");
  return secrets.some((secret) => {
    const hmac = createHmac("sha256", secret);
    for (const chunk of chunks) hmac.update(chunk);
    return timingSafeEqual(Buffer.from(hmac.digest("base64"), "latin1"), claimed);
  });
}

const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const OPENERS: readonly (number | undefined)[] = [0x7b, 0x5b];
const CLOSERS: readonly (number | undefined)[] = [0x7d, 0x5d];

/**
 * Whether a body can be a JSON document at all: UTF-8 from a bracket to a bracket. Parsing it here would cost more than
 * all the rest of taking it in; what only looks like JSON is found by the handler and ends in the dead letters.
 */
export function looksLikeJson(body: Buffer): boolean {
  let first = body.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
  let last = body.length - 1;
  while (first < last && isSpace(body[first])) first += 1;
  while (last > first && isSpace(body[last])) last -= 1;
  return OPENERS.includes(body[first]) && CLOSERS.includes(body[last]) && isUtf8(body);
}

const isSpace = (byte: number | undefined): boolean => byte !== undefined && SPACE.has(byte);
