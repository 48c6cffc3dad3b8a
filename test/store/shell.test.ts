import { createServer } from "node:http";
import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { API_KEY, API_SECRET, aStore } from "./a-store.ts";
import { startGateway } from "./gateway.ts";
import { readToken } from "./oauth/jwt.ts";
import { listen, serveStores } from "./serve.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const get = async (store: ReturnType<typeof aStore>["store"], path: string) => {
  const response = await store.handle(new Request(`http://127.0.0.1:4400${path}`));
  return { status: response.status, html: await response.text() };
};

describe("the admin shell", () => {
  it("frames the page of the app that its address names, with a signed query and a valid session token", async () => {
    const { store, clock } = aStore({ frameUrl: "http://localhost:4401" });

    const { html } = await get(store, "/store/koso-dev/apps/rma-desk/app/orders?page=2&locale=fr");

    const source = /<iframe[^>]* src="([^"]+)"/.exec(html)?.[1]?.replace(/&#38;/g, "&") ?? "";
    const url = new URL(source);
    expect(`${url.origin}${url.pathname}`).toBe("http://localhost:4401/app/orders");
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      embedded: "1",
      shop: "koso-dev.myshopify.com",
      locale: "fr",
      page: "2",
    });
    expect(Buffer.from(url.searchParams.get("host") ?? "", "base64").toString()).toBe(
      "admin.shopify.com/store/koso-dev",
    );
    const token = readToken(url.searchParams.get("id_token") ?? "", {
      secret: API_SECRET,
      audience: API_KEY,
      now: clock.now,
    });
    expect(token).toMatchObject({
      dest: "https://koso-dev.myshopify.com",
      iss: "https://koso-dev.myshopify.com/admin",
      sub: "1",
    });
    const signed = [...url.searchParams].filter(([name]) => name !== "hmac").map(([name, value]) => `${name}=${value}`);
    expect(url.searchParams.get("hmac")).toBe(
      createHmac("sha256", API_SECRET).update(signed.sort().join("&")).digest("hex"),
    );
    expect(html).toContain('<html lang="fr">');
  });

  it("mints fresh session tokens for its own script", async () => {
    const { store, clock } = aStore();
    const response = await store.handle(
      new Request("http://127.0.0.1:4400/store/koso-dev/session-token", { method: "POST" }),
    );

    const { token, seconds }: { token: string; seconds: number } = await response.json();

    expect(seconds).toBe(60);
    expect(readToken(token, { secret: API_SECRET, audience: API_KEY, now: clock.now })).toMatchObject({ sub: "1" });
  });

  it("serves App Bridge as a script that any browser can read", async () => {
    const { store } = aStore();

    const { html: script } = await get(store, "/app-bridge.js");

    expect(() => new Function(script)).not.toThrow();
    expect(script).toContain("X-Shopify-Retry-Invalid-Session-Request");
  });
});

describe("an order's page in the admin", () => {
  const pageOf = async (query: string) => {
    const { store } = aStore();
    store.createProduct({ sku: "RX", title: "Gauge", price: "229.95" });
    const id = store.placeOrder({ name: "#1001", customer: "Rider One", lines: [{ sku: "RX", quantity: 1 }] });
    const number = id.split("/").at(-1) ?? "";
    const { html } = await get(store, `/store/koso-dev/orders/${number}${query}`);
    return { store, number, menu: /<details class="menu">(.*?)<\/details>/s.exec(html)?.[1] ?? "" };
  };

  it.each([
    { query: "", action: "Open an RMA for the customer", link: "Refund under policy" },
    { query: "?locale=fr", action: "Ouvrir un RMA pour le client", link: "Rembourser selon la politique" },
  ])("lists the app's action and link by their names in the reader's language: $link", async ({ query, ...names }) => {
    const { menu } = await pageOf(query);

    expect([...menu.matchAll(/<(?:button|a) [^>]*>([^<]*)</g)].map(([, name]) => name).sort()).toEqual(
      Object.values(names).sort(),
    );
  });

  it("leads a link to the app in the admin, with the order's number beside the signed query", async () => {
    const { store, number, menu } = await pageOf("?locale=fr");
    const [, address = ""] = /href="([^"]+)"/.exec(menu) ?? [];

    const { html } = await get(store, address.replaceAll("&#38;", "&"));

    const source = /<iframe[^>]* src="([^"]+)"/.exec(html)?.[1]?.replaceAll("&#38;", "&") ?? "";
    const { pathname, searchParams } = new URL(source);
    expect([pathname, searchParams.get("id"), searchParams.get("locale")]).toEqual([
      "/app/orders/refund",
      number,
      "fr",
    ]);
    expect(searchParams.get("hmac")).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("the order page", () => {
  const policy = (lines: string[]) =>
    JSON.stringify({
      v: 1,
      version: 1,
      groups: [{ lines, verdict: "deny", text: { en: "Electronic <part>", fr: "Pièce électronique" } }],
    });

  it("shows the order in the reader's language, and gives each line's extension what the app's metafield says", async () => {
    const { store } = aStore();
    store.createProduct({ sku: "RX", title: 'Gauge "<b>RX</b>"', price: "229.95" });
    store.placeOrder({
      name: "#1001",
      customer: "Rider One",
      shipTo: { country: "CA", province: "QC" },
      lines: [{ sku: "RX", quantity: 1 }],
    });
    const [line] = store.order("#1001").lines;
    const body = {
      query: "mutation($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { userErrors { code } } }",
      variables: { m: [{ ownerId: store.order("#1001").id, key: "policy", value: policy([line?.id ?? ""]) }] },
    };
    const headers = { "X-Shopify-Access-Token": store.mintAccessToken() };
    await store.handle(
      new Request(`https://${store.shop}/admin/api/2026-07/graphql.json`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
      }),
    );

    const english = await get(store, "/orders/1001");
    const french = await get(store, "/orders/1001?locale=fr");
    const [, address = ""] = /src="([^"]*cart-line-item[^"]*)"/.exec(english.html) ?? [];
    const frame = await get(store, address.replaceAll("&#38;", "&"));

    expect(frame.html).toContain("Electronic \\u003cpart>");
    expect(frame.html).toContain('"target":"customer-account.order-status.cart-line-item.render-after"');
    expect(english.html).not.toContain("<b>RX</b>");
    expect(english.html).toContain("Logged in as Rider One");
    expect(english.html).toContain("$229.95");
    expect(french.html).toContain("Canada");
  });

  it("finds an order by name and by id, and says when there is none", async () => {
    const { store } = aStore();
    store.createProduct({ sku: "RX", title: "Gauge", price: "229.95" });
    const id = store.placeOrder({ name: "#1001", lines: [{ sku: "RX", quantity: 1 }] });

    const byId = await get(store, `/orders/${id.split("/").at(-1)}`);
    const none = await get(store, "/orders/404");

    expect(byId.html).toContain("Order #1001");
    expect(none.status).toBe(404);
  });

  it("mints the token of whoever looks: the customer, another one, or nobody by a link in a mail", async () => {
    const { store, clock } = aStore();
    store.createProduct({ sku: "RX", title: "Gauge", price: "229.95" });
    store.placeOrder({ name: "#1001", customer: "Rider One", lines: [{ sku: "RX", quantity: 1 }] });
    store.placeOrder({ name: "#1002", customer: "Rider Two", lines: [{ sku: "RX", quantity: 1 }] });
    const subjectOf = async (query: string) => {
      const address = `http://127.0.0.1:4400/orders/1001/session-token${query}`;
      const { token }: { token: string } = await (await store.handle(new Request(address, { method: "POST" }))).json();
      return readToken(token, { secret: API_SECRET, audience: API_KEY, now: clock.now })?.["sub"];
    };

    expect(await subjectOf("")).toBe(store.customerId("Rider One"));
    expect(await subjectOf("?as=Rider%20Two")).toBe(store.customerId("Rider Two"));
    expect(await subjectOf("?as=mail")).toBeUndefined();
    expect((await get(store, "/orders/1001?as=mail")).html).not.toContain("order.action.render");
  });

  it("starts its scripts only as code that any browser can read", async () => {
    const { store } = aStore();
    store.createProduct({ sku: "RX", title: "</script><script>alert(1)</script>", price: "229.95" });
    store.placeOrder({ name: "#1001", customer: "Rider One", lines: [{ sku: "RX", quantity: 1 }] });

    const pages = [
      await get(store, "/orders/1001"),
      await get(store, "/orders/1001/extension?target=customer-account.order-status.block.render"),
    ];

    const scripts = pages.flatMap(({ html }) => [...html.matchAll(/<script>(.*?)<\/script>/gs)]);
    for (const [, script = ""] of scripts) expect(() => new Function(script)).not.toThrow();
    expect(scripts).toHaveLength(3);
  });
});

describe("serving", () => {
  it("chooses the shop by Host, by the handle in the path and by ?shop=", async () => {
    const one = aStore({ shop: "one.myshopify.com", name: "One" }).store;
    const two = aStore({ shop: "two.myshopify.com", name: "Two" }).store;
    const server = await serveStores([one, two]);
    closers.push(() => server.close());

    const shell = await fetch(`${server.origin}/store/two/apps/rma-desk`).then((response) => response.text());
    const order = await fetch(`${server.origin}/orders/1?shop=two.myshopify.com`).then((response) => response.text());
    const first = await fetch(`${server.origin}/orders/1`).then((response) => response.text());
    const nobody = await fetch(`${server.origin}/store/three/apps/rma-desk`);

    expect(shell).toContain("Two");
    expect(order).toContain("Two");
    expect(first).toContain("One");
    expect(nobody.status).toBe(404);
  });

  it("cuts the connection where a real one would be cut", async () => {
    const server = await listen(() => Promise.resolve(Response.error()), { port: 0, host: "127.0.0.1" });
    closers.push(() => server.close());

    await expect(fetch(server.origin)).rejects.toThrow("fetch failed");
  });

  it("says when its port is taken", async () => {
    const server = await listen(() => Promise.resolve(new Response("x")), { port: 0, host: "127.0.0.1" });
    closers.push(() => server.close());

    await expect(
      listen(() => Promise.resolve(new Response("x")), { port: server.port, host: "127.0.0.1" }),
    ).rejects.toThrow("EADDRINUSE");
  });
});

describe("the gateway", () => {
  const anApp = async () => {
    const requests: { url: string; host: string | undefined; method: string; body: string }[] = [];
    const app = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        requests.push({ url: request.url ?? "", host: request.headers.host, method: request.method ?? "", body });
        if (request.url === "/leave")
          return response.writeHead(302, { location: "https://admin.shopify.com/store/koso-dev/apps/key/app" }).end();
        if (request.url === "/data")
          return response.writeHead(200, { "content-type": "application/json", "content-length": "2" }).end("{}");
        response.setHeader("content-type", "text/html");
        response.setHeader(
          "content-security-policy",
          "frame-ancestors https://koso-dev.myshopify.com https://admin.shopify.com; script-src 'self' https://cdn.shopify.com",
        );
        response.end('<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js" data-api-key="k"></script>');
      });
    });
    await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
    closers.push(() => new Promise((resolve) => void app.close(() => resolve())));
    const address = app.address();
    const appUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
    const gateway = await startGateway({ appUrl, storeOrigin: "http://127.0.0.1:4400" });
    closers.push(() => gateway.close());
    return { gateway, requests };
  };

  it("gives the browser the store's App Bridge and lets the local admin frame the app", async () => {
    const { gateway } = await anApp();

    const response = await fetch(`${gateway.origin}/app`);

    expect(await response.text()).toContain('src="http://127.0.0.1:4400/app-bridge.js" data-api-key="k"');
    expect(response.headers.get("content-security-policy")).toBe(
      "frame-ancestors https://koso-dev.myshopify.com http://127.0.0.1:4400 http://localhost:4400; script-src 'self' http://127.0.0.1:4400",
    );
  });

  it("passes everything else through, and leads a redirect to Shopify's admin to the local one", async () => {
    const { gateway, requests } = await anApp();

    const data = await fetch(`${gateway.origin}/data`, { method: "POST", body: "x=1" });
    const leave = await fetch(`${gateway.origin}/leave`, { redirect: "manual" });

    expect([data.status, await data.text()]).toEqual([200, "{}"]);
    expect(requests[0]).toMatchObject({
      url: "/data",
      method: "POST",
      body: "x=1",
      host: new URL(gateway.origin).host,
    });
    expect(leave.headers.get("location")).toBe("http://127.0.0.1:4400/store/koso-dev/apps/key/app");
  });

  it("answers 502 when the app does not answer", async () => {
    const gateway = await startGateway({ appUrl: "http://127.0.0.1:9", storeOrigin: "http://127.0.0.1:4400" });
    closers.push(() => gateway.close());

    const response = await fetch(gateway.origin);

    expect(response.status).toBe(502);
  });
});
