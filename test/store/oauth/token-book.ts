import { createHash } from "node:crypto";
import type { IdCounter } from "../state.ts";

/** What the Admin API knows of a token that it is shown. */
export interface AccessToken {
  scopes: ReadonlySet<string>;
  /** Null: it does not expire. */
  expiresAt: Date | null;
  /** Null: offline, no member of staff behind it. */
  userId: string | null;
}

/** Seconds. https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens */
export const ACCESS_LIFETIME = 3_600;
export const REFRESH_LIFETIME = 7_776_000;
export const ONLINE_LIFETIME = 86_399;

/** The tokens that a shop gave out. Texts are derived from a counter, so that a story gives the same ones again. */
export class TokenBook {
  readonly #ids: IdCounter;
  readonly #seed: string;
  readonly #access = new Map<string, AccessToken>();
  readonly #refresh = new Map<string, { scopes: ReadonlySet<string>; expiresAt: Date }>();

  constructor(ids: IdCounter, seed: string) {
    this.#ids = ids;
    this.#seed = seed;
  }

  #text(prefix: string): string {
    const hash = createHash("sha256").update(`${this.#seed}/${prefix}/${this.#ids.number()}`).digest("hex");
    return `${prefix}_${hash.slice(0, 32)}`;
  }

  issue(token: AccessToken): string {
    const text = this.#text(token.userId === null ? "shpat" : "shpua");
    this.#access.set(text, token);
    return text;
  }

  /** An offline token of an hour with the refresh token that replaces it. */
  issueExpiring(scopes: ReadonlySet<string>, now: Date): { accessToken: string; refreshToken: string } {
    const accessToken = this.issue({ scopes, expiresAt: after(now, ACCESS_LIFETIME), userId: null });
    const refreshToken = this.#text("shprt");
    this.#refresh.set(refreshToken, { scopes, expiresAt: after(now, REFRESH_LIFETIME) });
    return { accessToken, refreshToken };
  }

  /** Gives a new pair for a refresh token, which dies by it. @returns null when it is unknown, used or over. */
  rotate(
    refreshToken: string,
    now: Date,
  ): { accessToken: string; refreshToken: string; scopes: ReadonlySet<string> } | null {
    const known = this.#refresh.get(refreshToken);
    this.#refresh.delete(refreshToken);
    if (!known || known.expiresAt <= now) return null;
    return { ...this.issueExpiring(known.scopes, now), scopes: known.scopes };
  }

  /** @returns null for a token that is unknown or over. */
  find(accessToken: string, now: Date): AccessToken | null {
    const known = this.#access.get(accessToken);
    if (!known || (known.expiresAt !== null && known.expiresAt <= now)) return null;
    return known;
  }

  revokeAll(): void {
    this.#access.clear();
    this.#refresh.clear();
  }
}

const after = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1_000);
