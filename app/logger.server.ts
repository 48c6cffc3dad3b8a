import pino from "pino";
import { config } from "~/config.server";

/** Keys that may carry a secret or a person's data wherever they stand in a logged object. */
const SECRET_KEYS = ["accessToken", "refreshToken", "id_token", "authorization", "email", "phone", "address", "body"];

/**
 * Structured logs: codes and ids, never names, addresses, tokens or whole payloads.
 * An error is logged by its name, message and stack; its `cause` chain may quote a request, so only the names stay.
 */
export const logger = pino({
  level: config.LOG_LEVEL,
  base: null,
  redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[redacted]" },
  serializers: { err: describeError },
});

/** What a log may say of an error: tokens that libraries quote in messages are cut out. */
export function describeError(error: unknown): { name: string; message: string; stack?: string; causes: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, message: "not an Error", causes: [] };
  const stack = error.stack?.split("\n").slice(1, 8).join("\n");
  return {
    name: error.name,
    message: withoutSecrets(error.message),
    ...(stack === undefined ? {} : { stack }),
    causes: causesOf(error),
  };
}

function causesOf(error: Error): string[] {
  const names: string[] = [];
  for (let cause = error.cause; cause instanceof Error && names.length < 5; cause = cause.cause) names.push(cause.name);
  return names;
}

const JWT = /eyJ[\w-]+\.[\w-]+\.[\w-]*/g;
const SHOPIFY_TOKEN = /\bshp[a-z]{2}_[\w-]+/g;
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.]+/g;

function withoutSecrets(text: string): string {
  return text.slice(0, 500).replace(JWT, "[token]").replace(SHOPIFY_TOKEN, "[token]").replace(EMAIL, "[e-mail]");
}
