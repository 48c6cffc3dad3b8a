import { describe, expect, it } from "vitest";
import { API_KEY, API_SECRET, apiRequest, aStore, type StoreBench } from "./a-store.ts";
import { signToken } from "./oauth/jwt.ts";

const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";
const ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";

const post = async ({ store }: StoreBench, body: Record<string, unknown>) => {
  const request = new Request(`https://${store.shop}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ client_id: API_KEY, client_secret: API_SECRET, ...body }),
  });
  const response = await store.handle(request);
  const answer: Record<string, unknown> = await response.json();
  return { status: response.status, answer };
};

const exchange = (bench: StoreBench, subject: string, other: Record<string, unknown> = {}) =>
  post(bench, {
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: subject,
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: OFFLINE,
    expiring: "1",
    ...other,
  });

const refresh = (bench: StoreBench, token: unknown) =>
  post(bench, { grant_type: "refresh_token", refresh_token: token });

const statusWith = async ({ store }: StoreBench, token: unknown) => {
  const response = await store.handle(apiRequest(store, String(token), { query: "{ shop { id } }" }));
  return response.status;
};

const later = (bench: StoreBench, seconds: number) => {
  bench.clock.now = new Date(bench.clock.now.getTime() + seconds * 1_000);
};

describe("token exchange", () => {
  it("gives an offline token of an hour with a refresh token of 90 days for a valid session token", async () => {
    const bench = aStore({ scopes: ["read_orders", "write_products"] });

    const { status, answer } = await exchange(bench, bench.store.adminSessionToken());

    expect(status).toBe(200);
    expect(answer).toMatchObject({
      scope: "read_orders,write_products",
      expires_in: 3600,
      refresh_token_expires_in: 7776000,
    });
    expect(await statusWith(bench, answer["access_token"])).toBe(200);
    later(bench, 3600);
    expect(await statusWith(bench, answer["access_token"])).toBe(401);
  });

  it("gives a token that does not expire when none that does is asked for", async () => {
    const bench = aStore();

    const { answer } = await exchange(bench, bench.store.adminSessionToken(), { expiring: "0" });
    later(bench, 400 * 86_400);

    expect(answer).not.toHaveProperty("refresh_token");
    expect(await statusWith(bench, answer["access_token"])).toBe(200);
  });

  it("gives an online token with the person behind the session token", async () => {
    const bench = aStore();

    const { answer } = await exchange(bench, bench.store.adminSessionToken({ userId: "7" }), {
      requested_token_type: ONLINE,
    });

    expect(answer).toMatchObject({
      expires_in: 86399,
      associated_user: { id: 7, first_name: "Staff", account_owner: false },
    });
    expect(await statusWith(bench, answer["access_token"])).toBe(200);
  });

  it("names people who were taken on, each by a number of their own", async () => {
    const bench = aStore();
    const anna = bench.store.staffId("Anna de la Croix");

    const { answer } = await exchange(bench, bench.store.adminSessionToken({ userId: anna }), {
      requested_token_type: ONLINE,
    });

    expect(answer["associated_user"]).toMatchObject({
      id: Number(anna),
      first_name: "Anna",
      last_name: "de la Croix",
      account_owner: false,
    });
    expect(bench.store.staffId("Anna de la Croix")).toBe(anna);
    expect(bench.store.staffId("Ben")).not.toBe(anna);
  });

  it.each([
    [
      "is signed with another secret",
      () => signToken({ aud: API_KEY, exp: 4e9, dest: "https://koso-dev.myshopify.com" }, "other"),
    ],
    ["is for another app", ({ store }: StoreBench) => store.adminSessionToken({ claims: { aud: "other" } })],
    [
      "is for another shop",
      ({ store }: StoreBench) => store.adminSessionToken({ claims: { dest: "https://other.myshopify.com" } }),
    ],
    ["is over", ({ store }: StoreBench) => store.adminSessionToken({ lifetimeSeconds: -11 })],
    ["has not begun", ({ store }: StoreBench) => store.adminSessionToken({ claims: { nbf: 4e9 } })],
    ["has no end", ({ store }: StoreBench) => store.adminSessionToken({ claims: { exp: undefined } })],
    [
      "is not signed",
      ({ store }: StoreBench) =>
        `${Buffer.from('{"alg":"none"}').toString("base64url")}.${store.adminSessionToken().split(".")[1]}.`,
    ],
    ["is no token", () => "nonsense"],
  ])("answers invalid_subject_token to a token that %s", async (_why, token) => {
    const bench = aStore();

    const { status, answer } = await exchange(bench, token(bench));

    expect(status).toBe(400);
    expect(answer["error"]).toBe("invalid_subject_token");
  });

  it.each([
    ["a wrong client secret", { client_secret: "no" }, "application_cannot_be_found"],
    ["another grant", { grant_type: "password" }, "unsupported_grant_type"],
    ["another token type", { requested_token_type: "other" }, "invalid_request"],
    ["another subject token type", { subject_token_type: "other" }, "invalid_request"],
  ])("refuses %s", async (_what, body, error) => {
    const bench = aStore();

    const { status, answer } = await exchange(bench, bench.store.adminSessionToken(), body);

    expect(status).toBe(400);
    expect(answer["error"]).toBe(error);
  });

  it("refuses while the app is not installed", async () => {
    const bench = aStore({ installed: false });

    const before = await exchange(bench, bench.store.adminSessionToken());
    bench.store.install();
    const after = await exchange(bench, bench.store.adminSessionToken());

    expect([before.status, after.status]).toEqual([400, 200]);
  });
});

describe("refresh", () => {
  it("replaces both tokens, and the old refresh token dies by it", async () => {
    const bench = aStore();
    const { answer: first } = await exchange(bench, bench.store.adminSessionToken());
    later(bench, 4_000);

    const second = await refresh(bench, first["refresh_token"]);
    const again = await refresh(bench, first["refresh_token"]);

    expect(second.status).toBe(200);
    expect(second.answer["refresh_token"]).not.toBe(first["refresh_token"]);
    expect(await statusWith(bench, second.answer["access_token"])).toBe(200);
    expect(again).toMatchObject({ status: 400, answer: { error: "invalid_grant" } });
  });

  it("refuses a refresh token after 90 days and after an uninstall", async () => {
    const bench = aStore();
    const { answer: old } = await exchange(bench, bench.store.adminSessionToken());
    later(bench, 7_776_000);
    const late = await refresh(bench, old["refresh_token"]);
    const { answer: fresh } = await exchange(bench, bench.store.adminSessionToken());
    bench.store.uninstall();
    bench.store.reinstall();

    const orphan = await refresh(bench, fresh["refresh_token"]);

    expect([late.status, orphan.status]).toEqual([400, 400]);
  });
});
