import { once } from "node:events";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { createPages } from "./http-pages.server";
import { createFront, listen, type Front } from "./http.server";
import { createMetrics } from "./metrics.server";

const open: Front[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((front) => front.stop(0)));
});

interface FrontParts {
  isReady?: () => Promise<boolean>;
  pages?: Parameters<typeof createFront>[0]["pages"];
}

async function startFront({ isReady = async () => true, pages }: FrontParts = {}): Promise<Front & { origin: string }> {
  const front = createFront({
    inbox: (request, response) => void request.resume().on("end", () => response.end("inbox")),
    isReady,
    metrics: createMetrics(async () => [{ queue: "handle-webhook", waiting: 7, running: 2, oldestSeconds: 1.5 }]),
    pages: pages ?? ((_request, response) => void response.end("pages")),
  });
  open.push(front);
  front.server.listen(0, "127.0.0.1");
  await once(front.server, "listening");
  return { ...front, origin: `http://127.0.0.1:${portOf(front)}` };
}

function portOf({ server }: Front): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

const textOf = async (url: string) => (await fetch(url)).text();

describe("the front", () => {
  it("has the inbox answer before anything else, with or without a query", async () => {
    const { origin } = await startFront();

    expect(await textOf(`${origin}/webhooks`)).toBe("inbox");
    expect(await textOf(`${origin}/webhooks?x=1`)).toBe("inbox");
    expect(await textOf(`${origin}/webhooks/orders`)).toBe("pages");
    expect(await textOf(`${origin}/app?id_token=secret`)).toBe("pages");
  });

  it("is alive at once, and ready when its database is", async () => {
    let isReady = false;
    const { origin } = await startFront({ isReady: async () => isReady });

    const before = (await fetch(`${origin}/readyz`)).status;
    isReady = true;

    expect([before, (await fetch(`${origin}/readyz`)).status]).toEqual([503, 200]);
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  });

  it("is not ready when asking fails", async () => {
    const { origin } = await startFront({ isReady: () => Promise.reject(new Error("down")) });

    expect((await fetch(`${origin}/readyz`)).status).toBe(503);
  });

  it("shows its metrics beside the process, and not through the public proxy", async () => {
    const { origin } = await startFront();

    const outside = await fetch(`${origin}/metrics`, { headers: { "X-Forwarded-For": "203.0.113.9" } });

    const metrics = await textOf(`${origin}/metrics`);
    expect(metrics).toContain('rma_desk_jobs{queue="handle-webhook",state="waiting"} 7');
    expect(metrics).toContain('rma_desk_oldest_job_seconds{queue="handle-webhook"} 1.5');
    expect(outside.status).toBe(404);
  });

  it("finishes what is under way when it stops, and takes nothing new", async () => {
    const started = Promise.withResolvers<void>();
    const { origin, stop } = await startFront({
      pages: (_request, response) => {
        started.resolve();
        setTimeout(() => response.end("finished"), 200);
      },
    });
    const underWay = textOf(origin);
    await started.promise;

    const stopped = stop(5_000);
    const late = await fetch(origin).then(
      () => "answered",
      () => "refused",
    );

    expect(await underWay).toBe("finished");
    expect(late).toBe("refused");
    await stopped;
  });

  it("cuts off what does not end in time", async () => {
    const { origin, stop } = await startFront({ pages: () => undefined });
    const hanging = fetch(origin).then(
      () => "answered",
      () => "cut off",
    );
    await sleep(50);

    const started = performance.now();
    await stop(200);

    expect(await hanging).toBe("cut off");
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("says which port is taken and what to do", async () => {
    const { server } = await startFront();
    const port = portOf({ server, stop: async () => undefined });

    await expect(listen(createServer(), port)).rejects.toThrow(
      `Port ${port} is already in use. Stop the program that uses it, or set PORT to another one.`,
    );
  });

  it("stays reachable while a thousand senders dribble, and cuts them off", { timeout: 30_000 }, async () => {
    const front = await startFront();
    const dribbling = await Promise.all(Array.from({ length: 1_000 }, () => dribble(portOf(front))));

    const started = performance.now();
    expect(await textOf(`${front.origin}/healthz`)).toContain("true");
    expect(performance.now() - started).toBeLessThan(1_000);

    await Promise.all(dribbling.map(({ ended }) => ended));
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

/** Sends the beginning of a request and then a byte of a header now and then. */
async function dribble(port: number): Promise<{ ended: Promise<unknown> }> {
  const socket: Socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.on("error", () => undefined);
  socket.on("data", () => undefined);
  socket.write("POST /webhooks HTTP/1.1\r\nHost: x\r\nX-Slow: ");
  const timer = setInterval(() => socket.write("x"), 500);
  const ended = once(socket, "close").finally(() => clearInterval(timer));
  return { ended };
}

/** A build folder as `npm run build` makes it, with one page that shows the address it was asked for. */
async function aBuild(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "rma-desk-build-"));
  await mkdir(join(folder, "client/assets"), { recursive: true });
  await mkdir(join(folder, "server"));
  await writeFile(join(folder, "client/assets/page-abc123.js"), "export {};");
  await writeFile(join(folder, "client/robots.txt"), "User-agent: *");
  await writeFile(
    join(folder, "server/index.mjs"),
    `export const entry = { module: { default: (request) => new Response(request.url) } };
     const root = { id: "root", path: "", module: { default: () => null } };
     export const routes = { root };
     export const assets = { entry: { imports: [], module: "" }, routes: {}, url: "", version: "1" };
     export const publicPath = "/", assetsBuildDirectory = "", basename = "/", mode = "production", isSpaMode = false;
     export const future = { v3_singleFetch: true };`,
  );
  await writeFile(join(folder, "server/index.js"), 'export * from "./index.mjs";');
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  return folder;
}

describe("the pages", () => {
  it("serve assets for ever, other files for an hour and pages by Remix, all with the security headers", async () => {
    const { origin } = await startFront({ pages: await createPages(await aBuild(), "https://rma-desk.test") });

    const [asset, file, page] = await Promise.all(
      ["assets/page-abc123.js", "robots.txt", "?shop=x"].map((path) => fetch(`${origin}/${path}`)),
    );

    expect(asset?.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
    expect(file?.headers.get("Cache-Control")).toBe("public, max-age=3600");
    expect(await page?.text()).toBe("https://rma-desk.test/?shop=x");
    for (const response of [asset, file, page]) {
      expect(response?.status).toBe(200);
      expect(response?.headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(response?.headers.get("Strict-Transport-Security")).toContain("max-age=31536000");
      expect(response?.headers.has("X-Powered-By")).toBe(false);
      expect(response?.headers.has("X-Frame-Options")).toBe(false);
    }
  });

  it("see the public address, whatever a proxy or a stranger says", async () => {
    const { origin } = await startFront({ pages: await createPages(await aBuild(), "https://rma-desk.test") });

    const page = await fetch(`${origin}/?shop=x`, { headers: { "X-Forwarded-Host": "evil.example:81" } });

    expect(await page.text()).toBe("https://rma-desk.test/?shop=x");
  });

  it("do not bother Remix with an asset of an older build, and refuse an address that cannot be read", async () => {
    const { origin } = await startFront({ pages: await createPages(await aBuild(), "http://localhost") });

    const [missing, unreadable] = await Promise.all(
      ["assets/page-old.js", "%E0%A4%A"].map((path) => fetch(`${origin}/${path}`)),
    );

    expect([missing?.status, unreadable?.status]).toEqual([404, 400]);
    expect(missing?.headers.has("Strict-Transport-Security")).toBe(false);
  });

  it("cannot be made of a folder without a build", async () => {
    await expect(createPages(join(tmpdir(), "no-such-build"), "http://localhost")).rejects.toThrow();
  });
});
