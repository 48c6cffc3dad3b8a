import { freePort } from "../../scripts/local-postgres.ts";
import { startProcess, type Program, type RunningProcess } from "./processes.ts";

/** The app's credentials at the local store; real only there. */
export const API_KEY = "rma-desk-local";
export const API_SECRET = "local-secret-of-rma-desk";

/** An ordinary browser: Shopify's library answers 410 to programs that call themselves `node` or `curl`. */
export const BROWSER =
  "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

export interface AppOptions {
  databaseUrl: string;
  storeOrigin: string;
  /** Where web listens. */
  port: number;
  /** The address that browsers and Shopify use; default: web itself. */
  appUrl?: string;
  /** A standing clock; without it real time. */
  clock?: Date;
}

/** The production build of the product: one web process and one worker. */
export interface RunningApp {
  /** The address that browsers use. */
  readonly url: string;
  /** Web itself, without what stands in front of it. */
  readonly webUrl: string;
  readonly web: RunningProcess;
  /** The worker of this moment: a crash replaces it. */
  worker(): RunningProcess;
  /** SIGKILL, then a new worker that knows the time; fulfilled when the old one is gone, not waiting for the new. */
  crashWorker(): Promise<void>;
  setClock(at: Date): Promise<void>;
  /** Fulfilled when a worker that was killed on purpose is replaced. */
  restarted(): Promise<void>;
  /** @throws Error when a process has ended that nobody stopped. */
  assertAlive(): void;
  logs(): readonly string[];
  /** The last warnings and errors that were logged: why something went wrong. */
  troubles(): readonly string[];
  stop(): Promise<void>;
}

/** The variables of .env.example for a process that talks to the local store. */
export function appEnvironment({ databaseUrl, port, appUrl }: AppOptions): Record<string, string> {
  return {
    NODE_ENV: "production",
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: API_KEY,
    SHOPIFY_API_SECRET: API_SECRET,
    SHOPIFY_API_SECRET_PREVIOUS: "",
    SHOPIFY_APP_URL: appUrl ?? `http://127.0.0.1:${port}`,
    SESSION_KEY: Buffer.alloc(32, 11).toString("base64"),
    JOB_RETRY_MAX_SECONDS: "2",
    SMTP_URL: "",
    MAIL_FROM: "",
    LOG_LEVEL: "info",
  };
}

/** A port for web that is free now. */
export const portForWeb = (): Promise<number> => freePort();

/**
 * Starts web and worker and waits until both take work.
 * @throws Error with the end of the log of the one that did not start; the other is stopped.
 */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const env = appEnvironment(options);
  const logs: Record<Program, string[]> = { web: [], worker: [] };
  let clock = options.clock;
  const start = (program: Program) =>
    startProcess(
      { program, env, storeOrigin: options.storeOrigin, ...(clock === undefined ? {} : { clock }) },
      logs[program],
    );
  const [web, first] = await startBoth(start);
  const state = { worker: first, restart: Promise.resolve(), stopping: false };
  const lost: string[] = [];
  const watch = (process: RunningProcess, isExpected: () => boolean) =>
    void process.exited.then((how) => !isExpected() && lost.push(how));
  watch(web, () => state.stopping);
  watch(first, () => state.stopping || state.worker !== first);

  const restartWorker = async () => {
    const worker = await start("worker");
    state.worker = worker;
    watch(worker, () => state.stopping || state.worker !== worker);
    if (clock !== undefined) await worker.setClock(clock);
  };
  return {
    url: env["SHOPIFY_APP_URL"] ?? "",
    webUrl: `http://127.0.0.1:${options.port}`,
    web,
    worker: () => state.worker,
    crashWorker: async () => {
      const victim = state.worker;
      state.worker = web; // Nobody's worker until the next one runs; its end is expected.
      await victim.kill();
      state.restart = restartWorker();
      state.restart.catch((error: unknown) => lost.push(String(error)));
    },
    setClock: async (at) => {
      await state.restart;
      clock = at;
      await Promise.all([web.setClock(at), state.worker.setClock(at)]);
    },
    restarted: () => state.restart,
    assertAlive: () => {
      if (lost.length > 0) throw new Error(lost.join("; "));
    },
    logs: () => [...logs.web, ...logs.worker],
    troubles: () => [...lastTroubles(logs.web), ...lastTroubles(logs.worker)],
    stop: async () => {
      state.stopping = true;
      await state.restart.catch(() => undefined);
      await Promise.all([web.stop(), state.worker.stop()]);
    },
  };
}

const SHOWN = 5;

/** Pino's levels from warning on; a line that is no JSON is a crash's own words. */
const lastTroubles = (lines: readonly string[]): string[] =>
  lines.filter((line) => !/"level":[123]0\b/.test(line)).slice(-SHOWN);

async function startBoth(
  start: (program: Program) => Promise<RunningProcess>,
): Promise<[web: RunningProcess, worker: RunningProcess]> {
  const [web, worker] = await Promise.allSettled([start("web"), start("worker")]);
  if (web.status === "fulfilled" && worker.status === "fulfilled") return [web.value, worker.value];
  await Promise.all([web, worker].map((one) => (one.status === "fulfilled" ? one.value.stop() : undefined)));
  const reason: unknown = web.status === "rejected" ? web.reason : worker.status === "rejected" ? worker.reason : null;
  throw reason;
}
