import { SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it } from "vitest";
import { verifySessionToken } from "./session-token.server";

const KEY = "test-api-key";
const SECRET = new TextEncoder().encode("test-api-secret");
const SHOP = "koso.myshopify.com";

interface Changes {
  claims?: Record<string, unknown>;
  secret?: Uint8Array;
  algorithm?: string;
}

/** A token as Shopify makes them; a test says what is different about it. */
function token({ claims = {}, secret = SECRET, algorithm = "HS256" }: Changes = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const usual = { iss: `https://${SHOP}/admin`, dest: `https://${SHOP}`, aud: KEY, sub: "42", nbf: now, exp: now + 60 };
  return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg: algorithm }).sign(secret);
}

const seconds = (fromNow: number) => Math.floor(Date.now() / 1_000) + fromNow;

describe("verifySessionToken", () => {
  it("tells shop and user of a token that holds", async () => {
    expect(await verifySessionToken(await token())).toEqual({ shop: SHOP, sub: "42" });
  });

  it("reads the shop of a customer-account token, which names it without a scheme", async () => {
    const claims = { dest: SHOP, iss: undefined, sub: "gid://shopify/Customer/7" };

    expect(await verifySessionToken(await token({ claims }))).toEqual({ shop: SHOP, sub: "gid://shopify/Customer/7" });
  });

  it("knows a guest by the missing sub", async () => {
    expect(await verifySessionToken(await token({ claims: { sub: undefined } }))).toEqual({
      shop: SHOP,
      sub: undefined,
    });
  });

  it.each([
    ["another key signed it", { secret: new TextEncoder().encode("another-secret-of-any-length") }],
    ["it is signed with HS384", { algorithm: "HS384" }],
    ["it is for another app", { claims: { aud: "another-app" } }],
    ["iss and dest disagree", { claims: { iss: "https://other.myshopify.com/admin" } }],
    ["dest is no shop", { claims: { dest: "https://evil.example", iss: "https://evil.example/admin" } }],
    ["dest only ends like a shop", { claims: { dest: "https://evilmyshopify.com", iss: undefined } }],
    ["dest hides a host behind a user name", { claims: { dest: "https://koso.myshopify.com@evil.example" } }],
    ["dest is no address", { claims: { dest: "https://" } }],
    ["it names no shop", { claims: { dest: undefined } }],
    ["it never ends", { claims: { exp: undefined } }],
    ["it begins half a minute from now", { claims: { nbf: seconds(30) } }],
  ])("refuses a token when %s", async (_why, changes: Changes) => {
    expect(await verifySessionToken(await token(changes))).toBe("session-token-invalid");
  });

  it("refuses a token without a signature", async () => {
    const unsigned = new UnsecuredJWT({ dest: `https://${SHOP}`, aud: KEY, exp: seconds(60) }).encode();

    expect(await verifySessionToken(unsigned)).toBe("session-token-invalid");
  });

  it.each([-1, -5, -9, -30])("refuses a token that ended %i seconds ago", async (ago) => {
    expect(await verifySessionToken(await token({ claims: { exp: seconds(ago), nbf: seconds(-70) } }))).toBe(
      "session-token-expired",
    );
  });

  it("takes a token whose maker's clock is up to ten seconds ahead of ours", async () => {
    expect(await verifySessionToken(await token({ claims: { nbf: seconds(9) } }))).toEqual({ shop: SHOP, sub: "42" });
  });

  it.each(["a.b.c", "x".repeat(8_192), "null", "..", "\u0000"])("refuses what is no token at all", async (text) => {
    expect(await verifySessionToken(text)).toBe("session-token-invalid");
  });

  it("asks for a token where there is none", async () => {
    expect(await verifySessionToken("")).toBe("session-token-missing");
  });
});
