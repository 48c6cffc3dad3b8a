import { createHash } from "node:crypto";
import { restId, type StoreState } from "../state.ts";
import type { BulkOperationRecord } from "./records.ts";

/** Where Shopify keeps result files (captured); test/kit/redirect-preload.ts sends its requests to the store. */
export const FILE_HOST = "storage.googleapis.com";
/** `<shop's handle>-<number>`: which shop's file it is, and of which operation. */
export const FILE_PATH = /^\/shopify-tiers-assets-prod-us-east1\/bulk-operation-outputs\/([a-z0-9-]+)-(\d+)-final$/;

const DAYS_KEPT = 7;
const DAY = 86_400_000;

/** Results can be had for seven days; then the operation is EXPIRED. */
export const isExpired = (state: StoreState, { completedAt }: BulkOperationRecord): boolean =>
  completedAt !== null && state.now().getTime() > completedAt.getTime() + DAYS_KEPT * DAY;

const signatureOf = (state: StoreState, { id, query }: BulkOperationRecord): string =>
  createHash("sha256").update(`${state.settings.apiSecret} ${id} ${query}`).digest("base64url");

export function urlOf(state: StoreState, operation: BulkOperationRecord): string | null {
  const { file, completedAt } = operation;
  if (!file || !completedAt || isExpired(state, operation)) return null;
  const expires = Math.floor(completedAt.getTime() / 1_000) + DAYS_KEPT * 86_400;
  const name = `${state.settings.handle}-${restId(operation.id)}-final`;
  const path = `shopify-tiers-assets-prod-us-east1/bulk-operation-outputs/${name}`;
  return `https://${FILE_HOST}/${path}?Expires=${expires}&Signature=${signatureOf(state, operation)}`;
}

const refused = (code: string, status: number): Response =>
  new Response(`<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code></Error>`, {
    status,
    headers: { "content-type": "application/xml; charset=UTF-8" },
  });

/** `GET` of a result file: signed, for seven days, from a byte on when `Range` asks for it. */
export function answerFile(state: StoreState, request: Request, number: string): Response {
  const operation = state.bulk.operations.get(`gid://shopify/BulkOperation/${number}`);
  if (!operation?.file) return refused("NoSuchKey", 404);
  if (new URL(request.url).searchParams.get("Signature") !== signatureOf(state, operation))
    return refused("SignatureDoesNotMatch", 403);
  if (isExpired(state, operation)) return refused("ExpiredToken", 400);
  const body = Buffer.from(operation.file.text);
  const from = /^bytes=(\d+)-$/.exec(request.headers.get("range") ?? "")?.[1];
  const headers = { "content-type": "application/jsonl", "accept-ranges": "bytes" };
  if (from === undefined) return new Response(body, { headers });
  if (Number(from) >= body.length) return refused("InvalidRange", 416);
  const range = `bytes ${from}-${body.length - 1}/${body.length}`;
  return new Response(body.subarray(Number(from)), { status: 206, headers: { ...headers, "content-range": range } });
}
