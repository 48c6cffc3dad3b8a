import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface CommitTap {
  /** The same database by way of the tap. */
  url(databaseUrl: string): string;
  /** Calls back once, after the n-th write that the database confirms from now on, before the client learns of it. */
  afterWrite(n: number, callback: () => Promise<void>): void;
  /** Whether the callback of `afterWrite` has come. */
  readonly hasFired: boolean;
  close(): Promise<void>;
}

const COMMAND_COMPLETE = "C".charCodeAt(0);

/** A write that changed something, or the end of a transaction; statements that found nothing to do do not count. */
const CONFIRMED_WRITE = /^(COMMIT|INSERT 0 [1-9]\d*|UPDATE [1-9]\d*|DELETE [1-9]\d*)$/;

/**
 * Stands in front of PostgreSQL and reads the answers that pass, message by message: it finds every point at which a
 * process can die after the database has done something and before the process knows.
 */
export async function startCommitTap(target: { host: string; port: number }): Promise<CommitTap> {
  const sockets = new Set<Socket>();
  const state = { left: 0, callback: null as (() => Promise<void>) | null, hasFired: false };

  const server = createServer((client) => {
    const upstream = connect(target);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream);
    passAnswers(upstream, client, () => onWrite(state)).catch(() => undefined); // Killed clients end in mid-answer.
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // A TCP server's address is one.

  return {
    url: (databaseUrl) => {
      const url = new URL(databaseUrl);
      url.host = `127.0.0.1:${port}`;
      return url.href;
    },
    afterWrite: (n, callback) => Object.assign(state, { left: n, callback, hasFired: false }),
    get hasFired() {
      return state.hasFired;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function onWrite(state: {
  left: number;
  callback: (() => Promise<void>) | null;
  hasFired: boolean;
}): Promise<void> {
  if (state.callback === null) return;
  state.left -= 1;
  if (state.left > 0) return;
  const { callback } = state;
  state.callback = null;
  state.hasFired = true;
  await callback();
}

/** Passes whole messages on; before a confirmed write is passed on, `onWrite` has been waited for. */
async function passAnswers(from: Socket, to: Socket, onWrite: () => Promise<void>): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of from) {
    rest = Buffer.concat([rest, chunk]);
    let at = 0;
    while (rest.length - at >= 5 && rest.length - at > rest.readUInt32BE(at + 1)) {
      const end = at + 1 + rest.readUInt32BE(at + 1);
      const isWrite = rest[at] === COMMAND_COMPLETE && CONFIRMED_WRITE.test(rest.toString("latin1", at + 5, end - 1));
      if (isWrite) await onWrite();
      at = end;
    }
    if (!to.destroyed) to.write(rest.subarray(0, at));
    rest = rest.subarray(at);
  }
}
