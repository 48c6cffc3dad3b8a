import { randomBytes } from "node:crypto";
import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import { describe, expect, it } from "vitest";
import { encryptTokens } from "./session-storage.server";

const SHOP = "koso.myshopify.com";

function memoryStorage(): { rows: Map<string, Session>; storage: SessionStorage } {
  const rows = new Map<string, Session>();
  const storage: SessionStorage = {
    storeSession: async (session) => !!rows.set(session.id, session),
    loadSession: async (id) => rows.get(id),
    deleteSession: async (id) => rows.delete(id),
    deleteSessions: async (ids) => ids.every((id) => rows.delete(id)),
    findSessionsByShop: async (shop) => [...rows.values()].filter((session) => session.shop === shop),
  };
  return { rows, storage };
}

const aSession = () =>
  new Session({
    id: `offline_${SHOP}`,
    shop: SHOP,
    state: "",
    isOnline: false,
    accessToken: "shpat_access",
    refreshToken: "shprt_refresh",
  });

describe("encryptTokens", () => {
  it("gives back the tokens that it stored and never stores them readable", async () => {
    const { rows, storage } = memoryStorage();
    const encrypted = encryptTokens(storage, randomBytes(32));
    const session = aSession();

    await encrypted.storeSession(session);

    expect(JSON.stringify([...rows.values()])).not.toMatch(/shpat|shprt/);
    expect(await encrypted.loadSession(session.id)).toMatchObject({
      accessToken: "shpat_access",
      refreshToken: "shprt_refresh",
    });
    expect((await encrypted.findSessionsByShop(SHOP)).map(({ accessToken }) => accessToken)).toEqual(["shpat_access"]);
  });

  it("leaves the session that it was handed as it was: the library goes on using it", async () => {
    const session = aSession();

    await encryptTokens(memoryStorage().storage, randomBytes(32)).storeSession(session);

    expect(session.accessToken).toBe("shpat_access");
  });

  it("writes the same token differently each time", async () => {
    const { rows, storage } = memoryStorage();
    const encrypted = encryptTokens(storage, randomBytes(32));

    await encrypted.storeSession(aSession());
    const first = rows.get(`offline_${SHOP}`)?.accessToken;
    await encrypted.storeSession(aSession());

    expect(rows.get(`offline_${SHOP}`)?.accessToken).not.toBe(first);
  });

  it("finds no session under another key, so that the library asks for a new token", async () => {
    const { storage } = memoryStorage();
    await encryptTokens(storage, randomBytes(32)).storeSession(aSession());

    expect(await encryptTokens(storage, randomBytes(32)).loadSession(`offline_${SHOP}`)).toBeUndefined();
  });
});
