// A process of its own that sends signed webhooks and measures the answers: `node inbox-load.ts '<LoadPlan as JSON>'`.
// Written on bare sockets: a general load tool would use up the machine before the server does.
import { createHmac, randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";
import { z } from "zod";

const plan = z.object({
  port: z.number(),
  path: z.string(),
  secret: z.string(),
  shop: z.string(),
  body: z.string(),
  connections: z.number(),
  /** Requests per second, one phase after the other; 0 sends the next as soon as an answer is there. */
  phases: z.array(z.object({ seconds: z.number(), perSecond: z.number() })),
});

const { port, path, secret, shop, body, connections, phases } = plan.parse(JSON.parse(process.argv[2] ?? "{}"));

interface PhaseResult {
  latencies: number[];
  refused: number;
}

interface Sender {
  socket: Socket;
  request: Buffer;
  received: string;
  done: ((status: number) => void) | undefined;
}

/** One id of a fixed length per request, so that the bytes of a request can be patched in place. */
const run = randomUUID().replaceAll("-", "");
const ID_DIGITS = 8;
let sent = 0;

const head = [
  `POST ${path} HTTP/1.1`,
  `Host: 127.0.0.1:${port}`,
  "User-Agent: Shopify-Captain-Hook",
  "Content-Type: application/json",
  "Accept: */*",
  "Accept-Encoding: gzip;q=1.0,deflate;q=0.6,identity;q=0.3",
  `X-Shopify-Topic: orders/create`,
  `X-Shopify-Shop-Domain: ${shop}`,
  "X-Shopify-API-Version: 2026-07",
  `X-Shopify-Hmac-Sha256: ${createHmac("sha256", secret).update(body).digest("base64")}`,
  `X-Shopify-Webhook-Id: ${randomUUID()}`,
  "X-Shopify-Triggered-At: 2026-07-15T12:00:00.000000000Z",
  `Content-Length: ${Buffer.byteLength(body)}`,
].join("\r\n");
const idPrefix = `${head}\r\nX-Shopify-Event-Id: ${run}-`;
const template = Buffer.from(`${idPrefix}${"0".repeat(ID_DIGITS)}\r\n\r\n${body}`);
const idOffset = Buffer.byteLength(idPrefix);

function open(): Promise<Sender> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    const sender: Sender = { socket, request: Buffer.from(template), received: "", done: undefined };
    socket.on("connect", () => resolve(sender));
    socket.on("error", reject);
    socket.on("close", () => sender.done?.(0));
    socket.on("data", (chunk) => {
      sender.received += chunk.toString("latin1");
      if (!isComplete(sender.received)) return;
      const status = Number(sender.received.slice(9, 12));
      sender.received = "";
      sender.done?.(status);
    });
  });
}

function isComplete(answer: string): boolean {
  const end = answer.indexOf("\r\n\r\n");
  if (end === -1) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer)?.[1];
  if (length !== undefined) return answer.length >= end + 4 + Number(length);
  return !/transfer-encoding: chunked/i.test(answer) || answer.endsWith("0\r\n\r\n");
}

function send(sender: Sender, since: number, result: PhaseResult): Promise<void> {
  return new Promise((resolve) => {
    sent += 1;
    sender.request.write(String(sent).padStart(ID_DIGITS, "0"), idOffset, "latin1");
    sender.done = (status) => {
      sender.done = undefined;
      result.latencies.push(performance.now() - since);
      if (status !== 200) result.refused += 1;
      resolve();
    };
    sender.socket.write(sender.request);
  });
}

/** Every connection sends its next request when it has its answer. */
async function closedLoop(senders: readonly Sender[], seconds: number): Promise<PhaseResult> {
  const result: PhaseResult = { latencies: [], refused: 0 };
  const end = performance.now() + seconds * 1_000;
  const work = async (sender: Sender) => {
    while (performance.now() < end && !sender.socket.destroyed) await send(sender, performance.now(), result);
  };
  await Promise.all(senders.map(work));
  return result;
}

/** Requests fall due at a fixed rate; one that finds no free connection waits, and its wait counts. */
async function openLoop(
  senders: readonly Sender[],
  { seconds, perSecond }: { seconds: number; perSecond: number },
): Promise<PhaseResult> {
  const result: PhaseResult = { latencies: [], refused: 0 };
  const free = [...senders];
  const due: number[] = [];
  const underWay = new Set<Promise<void>>();
  const total = seconds * perSecond;
  const start = performance.now();
  let scheduled = 0;

  const dispatch = () => {
    while (due.length > 0 && free.length > 0) {
      const sender = free.pop();
      const since = due.shift();
      if (!sender || since === undefined) return;
      const answer = send(sender, since, result).then(() => {
        underWay.delete(answer);
        free.push(sender);
        dispatch();
      });
      underWay.add(answer);
    }
  };
  while (scheduled < total) {
    const now = performance.now();
    for (; scheduled < total && start + (scheduled * 1_000) / perSecond <= now; scheduled += 1) {
      due.push(start + (scheduled * 1_000) / perSecond);
    }
    dispatch();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  while (underWay.size > 0) await Promise.all(underWay);
  return result;
}

const senders = await Promise.all(Array.from({ length: connections }, open));
const results: PhaseResult[] = [];
const seconds: number[] = [];
for (const phase of phases) {
  const start = performance.now();
  results.push(await (phase.perSecond === 0 ? closedLoop(senders, phase.seconds) : openLoop(senders, phase)));
  seconds.push((performance.now() - start) / 1_000);
}
for (const { socket } of senders) socket.destroy();

const percentile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

console.log(
  JSON.stringify(
    results.map(({ latencies, refused }, phase) => {
      const sorted = latencies.toSorted((a, b) => a - b);
      return {
        answered: latencies.length,
        refused,
        perSecond: latencies.length / (seconds[phase] ?? 1),
        p50: percentile(sorted, 0.5),
        p99: percentile(sorted, 0.99),
        max: sorted.at(-1) ?? 0,
      };
    }),
  ),
);
