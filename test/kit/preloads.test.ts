import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const requests: { host: string | undefined; url: string | undefined; token: string | undefined }[] = [];
let store: Server;
let origin = "";

beforeAll(async () => {
  store = createServer((request, response) => {
    const token = request.headers["x-shopify-access-token"];
    requests.push({ host: request.headers.host, url: request.url, token: String(token) });
    response.end("from the store");
  });
  await once(store.listen(0, "127.0.0.1"), "listening");
  const address = store.address();
  origin = typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
});

afterAll(() => {
  store.close();
});

/** Runs `code` as a program under a preload; it answers with IPC messages. */
async function run(preload: string, code: string, onMessage?: (message: unknown, send: (m: object) => void) => void) {
  const child = spawn(
    process.execPath,
    ["--import", new URL(preload, import.meta.url).href, "--input-type=module", "--eval", code],
    {
      env: { ...process.env, STORE_ORIGIN: origin, SCENARIO_CLOCK: "1000000000000" },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    },
  );
  const messages: unknown[] = [];
  child.on("message", (message) => {
    messages.push(message);
    onMessage?.(message, (answer) => child.send(answer));
  });
  await once(child, "exit");
  return messages;
}

describe("the clock preload", () => {
  it("stands still, for every way to ask for the time", async () => {
    const [seen] = await run(
      "./clock-preload.ts",
      `await new Promise((resolve) => setTimeout(resolve, 30));
       class Later extends Date {}
       process.send([Date.now(), new Date().getTime(), new Later().getTime(), new (new Date().constructor)().getTime(), Date.parse(Date())]);`,
    );

    expect(seen).toEqual(Array.from({ length: 5 }, () => 1_000_000_000_000));
  });

  it("leaves dates that are given, subclasses and real timers alone", async () => {
    const [seen] = await run(
      "./clock-preload.ts",
      `class Later extends Date {}
       const before = performance.now();
       await new Promise((resolve) => setTimeout(resolve, 20));
       process.send([new Date(5).getTime(), new Date(2026, 0, 31).getDate(), Date.UTC(1970, 0, 1), new Later(7) instanceof Later,
         new Later(7) instanceof Date, structuredClone(new Date(9)) instanceof Date, performance.now() - before > 15]);`,
    );

    expect(seen).toEqual([5, 31, 0, true, true, true, true]);
  });

  it("moves when it is told, and says so", async () => {
    const messages = await run(
      "./clock-preload.ts",
      `process.send("ready");
       const alive = setInterval(() => {}, 1000);
       process.on("message", () => { process.send(Date.now()); clearInterval(alive); });`,
      (message, send) => message === "ready" && send({ clock: 2_000_000_000_000 }),
    );

    expect(messages).toContainEqual({ clockSet: 2_000_000_000_000 });
    expect(messages).toContain(2_000_000_000_000);
  });
});

describe("the redirect preload", () => {
  it("sends a shop's requests to the store, with their host and headers", async () => {
    const [answer] = await run(
      "./redirect-preload.ts",
      `const answer = await fetch("https://koso-dev.myshopify.com/admin/api/x.json", { headers: { "X-Shopify-Access-Token": "t" } });
       process.send(await answer.text());`,
    );

    expect(answer).toBe("from the store");
    expect(requests.at(-1)).toEqual({ host: "koso-dev.myshopify.com", url: "/admin/api/x.json", token: "t" });
  });

  it("sends requests for the result files of bulk operations to the store, with their host", async () => {
    const [answer] = await run(
      "./redirect-preload.ts",
      `const answer = await fetch("https://storage.googleapis.com/shopify/x-final?Signature=s");
       process.send(await answer.text());`,
    );

    expect(answer).toBe("from the store");
    expect(requests.at(-1)).toMatchObject({ host: "storage.googleapis.com", url: "/shopify/x-final?Signature=s" });
  });

  it("refuses every other host outside this machine", async () => {
    const [answer] = await run(
      "./redirect-preload.ts",
      `await fetch("https://evil-myshopify.com/").then(() => process.send("reached"), (error) => process.send(error.cause.message));`,
    );

    expect(answer).toBe(
      "Refused: a request to evil-myshopify.com. Only *.myshopify.com and Shopify's files may be called.",
    );
  });

  it("lets requests to this machine pass", async () => {
    const [answer] = await run(
      "./redirect-preload.ts",
      `process.send(await (await fetch(process.env.STORE_ORIGIN)).text());`,
    );

    expect(answer).toBe("from the store");
  });
});
