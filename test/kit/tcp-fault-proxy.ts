import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * What happens to connections. `refuse`: nobody listens, open ones are reset. `reset-on-request`: reset when the client
 * next says something. `reset-on-answer`: the server does what it was asked, its answer is lost. `black-hole`:
 * connections open and then nothing moves. `latency`, `bytesPerSecond`: a slow line, each way.
 */
export type Fault =
  | "none"
  | "refuse"
  | "reset-on-request"
  | "reset-on-answer"
  | "black-hole"
  | { latencyMs: number }
  | { bytesPerSecond: number };

export interface TcpFaultProxy {
  readonly port: number;
  /** The same database by way of the proxy. */
  url(databaseUrl: string): string;
  /** Holds for connections that are open already, too. */
  set(fault: Fault): Promise<void>;
  /** Fulfilled when the fault has hit a connection for the first time since it was set. */
  hit(): Promise<void>;
  close(): Promise<void>;
}

/** Stands between a client and `target` (a host and port) and breaks the line on demand. */
export async function startTcpFaultProxy(target: { host: string; port: number }): Promise<TcpFaultProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let fault: Fault = "none";
  let hit = Promise.withResolvers<void>();

  const server = createServer((client) => {
    const upstream = connect(target);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on("error", () => undefined); // Broken lines are what this is for.
      socket.on("close", () => {
        pairs.delete(pair);
        for (const end of pair) end.destroy();
      });
    }
    void pump(client, upstream, "reset-on-request");
    void pump(upstream, client, "reset-on-answer");
  });

  async function pump(from: Socket, to: Socket, resetBy: Fault): Promise<void> {
    try {
      for await (const chunk of from) {
        if (!Buffer.isBuffer(chunk)) continue;
        if (fault === resetBy) {
          hit.resolve();
          return reset(from, to);
        }
        await passOn(chunk, to);
      }
      to.end();
    } catch {
      to.destroy();
    }
  }

  async function passOn(chunk: Buffer, to: Socket): Promise<void> {
    if (fault !== "none") hit.resolve();
    while (fault === "black-hole" && !to.destroyed) await sleep(20);
    if (typeof fault === "object" && "latencyMs" in fault) await sleep(fault.latencyMs);
    let rest = chunk;
    while (typeof fault === "object" && "bytesPerSecond" in fault && rest.length > 0) {
      const portion = Math.max(1, Math.floor(fault.bytesPerSecond / 20));
      to.write(rest.subarray(0, portion));
      rest = rest.subarray(portion);
      await sleep(50);
    }
    if (rest.length > 0 && !to.destroyed && !to.write(rest)) await Promise.race([once(to, "drain"), once(to, "close")]);
  }

  const port = await open(server, 0);
  return {
    port,
    url: (databaseUrl) => {
      const url = new URL(databaseUrl);
      url.hostname = "127.0.0.1";
      url.port = String(port);
      return url.href;
    },
    set: async (next) => {
      const wasRefusing = fault === "refuse";
      fault = next;
      hit = Promise.withResolvers<void>();
      if (next === "refuse" && !wasRefusing) {
        server.close();
        for (const pair of pairs) reset(...pair);
      }
      if (next !== "refuse" && wasRefusing) await open(server, port);
    },
    hit: () => hit.promise,
    close: async () => {
      for (const pair of pairs) reset(...pair);
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

function reset(...sockets: readonly Socket[]): void {
  for (const socket of sockets) socket.resetAndDestroy();
}

async function open(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  return address.port;
}
