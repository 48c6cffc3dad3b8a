import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Wraps a session storage so that access and refresh tokens stand encrypted in the database (AES-256-GCM).
 * A row that cannot be decrypted (another key) counts as no session: the library then exchanges a new token.
 */
export function encryptTokens(storage: SessionStorage, key: Buffer): SessionStorage {
  const opened = (session: Session): Session | undefined => {
    try {
      return withTokens(session, (token) => decrypt(token, key));
    } catch {
      return undefined;
    }
  };
  return {
    storeSession: async (session) => storage.storeSession(withTokens(session, (token) => encrypt(token, key))),
    loadSession: async (id) => {
      const session = await storage.loadSession(id);
      return session && opened(session);
    },
    deleteSession: (id) => storage.deleteSession(id),
    deleteSessions: (ids) => storage.deleteSessions(ids),
    findSessionsByShop: async (shop) =>
      (await storage.findSessionsByShop(shop)).flatMap((session) => opened(session) ?? []),
  };
}

/** A copy: the library goes on using the session that it hands over to be stored. */
function withTokens(session: Session, change: (token: string) => string): Session {
  const copy: Session = Object.assign(Object.create(Object.getPrototypeOf(session)), session);
  if (session.accessToken) copy.accessToken = change(session.accessToken);
  if (session.refreshToken) copy.refreshToken = change(session.refreshToken);
  return copy;
}

function encrypt(text: string, key: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

function decrypt(text: string, key: Buffer): string {
  const bytes = Buffer.from(text, "base64");
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
}
