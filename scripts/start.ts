import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { startLocalPostgres, type LocalPostgres } from "./local-postgres.ts";
import { migrate } from "./migrate.ts";
import { onStopSignal } from "./stop-signal.ts";

/**
 * `npm start`: web and worker on this machine, as one unit. Without a DATABASE_URL it runs a PostgreSQL of its own
 * under .data/. When one of the two ends, the other is stopped; Ctrl-C stops everything.
 */
const STOP_LIMIT = 12_000;
const DATABASE = "rma_desk";

if (!existsSync("build/web.js")) fail("There is no build yet: npm run build");

let postgres: LocalPostgres | undefined;
const children = new Set<ChildProcess>();
let stopping = false;

onStopSignal(() => void stop(0));

try {
  const databaseUrl = process.env["DATABASE_URL"] || (await ownDatabase());
  await migrate(databaseUrl);
  for (const program of ["web", "worker"]) run(program, databaseUrl);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  await stop(1);
}

async function ownDatabase(): Promise<string> {
  postgres = await startLocalPostgres(".data/postgres");
  return postgres.url(DATABASE);
}

function run(program: string, databaseUrl: string): void {
  if (stopping) return;
  const child = spawn(process.execPath, [`build/${program}.js`], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: "inherit",
    // Ctrl-C reaches us alone: we stop the children in order, before their database.
    detached: true,
  });
  children.add(child);
  child.once("exit", (code, signal) => {
    children.delete(child);
    if (stopping) return;
    process.stderr.write(`${program} ended (${code ?? signal}); stopping the rest.\n`);
    void stop(code === 0 ? 0 : 1);
  });
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  await Promise.all([...children].map(end));
  await postgres?.stop();
  process.exit(code);
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const hurry = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT);
    child.once("exit", () => {
      clearTimeout(hurry);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
