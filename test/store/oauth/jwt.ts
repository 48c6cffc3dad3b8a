import { createHmac, timingSafeEqual } from "node:crypto";

export type Claims = Readonly<Record<string, unknown>>;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const signature = (text: string, secret: string): Buffer => createHmac("sha256", secret).update(text).digest();

/** A JSON Web Token signed with HS256, as Shopify's session tokens are. */
export function signToken(claims: Claims, secret: string): string {
  const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${text}.${signature(text, secret).toString("base64url")}`;
}

/** Checks signature, audience and times (tolerance 10 s either way). @returns null when any of them does not hold. */
export function readToken(
  token: string,
  { secret, audience, now }: { secret: string; audience: string; now: Date },
): Claims | null {
  const [head, body, mark, ...rest] = token.split(".");
  if (head === undefined || body === undefined || mark === undefined || rest.length > 0) return null;
  const right = signature(`${head}.${body}`, secret);
  const given = Buffer.from(mark, "base64url");
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const header = parse(head);
  const claims = parse(body);
  if (header?.["alg"] !== "HS256" || !claims || claims["aud"] !== audience) return null;
  const seconds = now.getTime() / 1_000;
  const expires = claims["exp"];
  const notBefore = claims["nbf"];
  if (typeof expires !== "number" || seconds > expires + 10) return null;
  return typeof notBefore === "number" && seconds < notBefore - 10 ? null : claims;
}

function parse(part: string): Claims | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
