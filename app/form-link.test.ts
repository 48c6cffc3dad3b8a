import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { readFormLink, signFormLink } from "./form-link.server";

const NOW = new Date("2026-03-02T12:00:00Z");
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const OF_CASE = { shop: "koso-dev.myshopify.com", rmaId: "rma-1" };

const tokenIn = (url: string): string => url.slice(url.lastIndexOf("/") + 1);

describe("a link to a form", () => {
  it("opens its case for ten minutes and not a second longer", async () => {
    const url = await signFormLink(OF_CASE, NOW);

    expect(url).toMatch(/^https:\/\/rma-desk\.test\/forms\/[\w.-]+$/);
    expect(await readFormLink(tokenIn(url), after(599))).toEqual(OF_CASE);
    expect(await readFormLink(tokenIn(url), after(600))).toBeNull();
  });

  it("opens nothing once it was changed", async () => {
    const [header, , signature] = tokenIn(await signFormLink(OF_CASE, NOW)).split(".");
    const payload = Buffer.from(JSON.stringify({ ...OF_CASE, rmaId: "rma-2", aud: "rma-form", exp: 9e9 }));

    expect(await readFormLink([header, payload.toString("base64url"), signature].join("."), NOW)).toBeNull();
  });

  it.each([
    { name: "signed by somebody else", key: Buffer.alloc(32, 8), audience: "rma-form" },
    { name: "signed by us for something else", key: Buffer.alloc(32, 7), audience: "session" },
  ])("is not a token $name", async ({ key, audience }) => {
    const token = await new SignJWT(OF_CASE)
      .setProtectedHeader({ alg: "HS256" })
      .setAudience(audience)
      .setExpirationTime(after(600))
      .sign(key);

    expect(await readFormLink(token, NOW)).toBeNull();
  });

  it.each(["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])("is not “%s”", async (token) => {
    expect(await readFormLink(token, NOW)).toBeNull();
  });
});
