import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export type Program = "web" | "worker";

/** What one process of the product is started with. */
export interface ProcessOptions {
  program: Program;
  /** The product's variables, as in .env.example. */
  env: Readonly<Record<string, string>>;
  /** Where requests to `*.myshopify.com` go (`http://127.0.0.1:4400`). */
  storeOrigin: string;
  /** A standing clock that `setClock` moves; without it the process lives in real time. */
  clock?: Date;
}

export interface RunningProcess {
  readonly program: Program;
  readonly pid: number;
  /** Everything it wrote so far, line by line (also before restarts of the same `logs`). */
  readonly logs: string[];
  /** Fulfilled with a description when the process is gone, however it went. */
  readonly exited: Promise<string>;
  /** Moves its clock; fulfilled once the process reads the new time. */
  setClock(at: Date): Promise<void>;
  /** SIGTERM, and SIGKILL when it has not ended within ten seconds. */
  stop(): Promise<void>;
  /** SIGKILL; fulfilled once it is gone. */
  kill(): Promise<void>;
}

const root = new URL("../../", import.meta.url);
const clockPreload = new URL("./clock-preload.ts", import.meta.url).href;
const redirectPreload = new URL("./redirect-preload.ts", import.meta.url).href;
const START_LIMIT = 30_000;
const STOP_LIMIT = 10_000;

/**
 * Starts a process of the production build and waits until it takes work.
 * @throws Error with the end of its log when it ends or is not ready within 30 s.
 */
export async function startProcess(options: ProcessOptions, logs: string[] = []): Promise<RunningProcess> {
  const child = spawnProgram(options);
  const saysReady = collect(child, logs);
  const exited = once(child, "exit").then(([code, signal]) => `${options.program} ended (${code ?? signal})`);
  const program = running(options.program, { child, logs, exited });
  const gone = exited.then((how) => Promise.reject(new Error(`${how} at start:\n${logs.slice(-20).join("\n")}`)));
  const ready = options.program === "web" ? untilReady(`http://127.0.0.1:${options.env["PORT"]}/readyz`) : saysReady;
  try {
    await Promise.race([ready, gone, limit(START_LIMIT, () => `${options.program} is not ready:\n${logs.join("\n")}`)]);
  } catch (error) {
    await program.kill();
    throw error;
  }
  gone.catch(() => undefined);
  return program;
}

function spawnProgram({ program, env, storeOrigin, clock }: ProcessOptions): ChildProcess {
  const preloads = clock === undefined ? [redirectPreload] : [clockPreload, redirectPreload];
  return spawn(process.execPath, [...preloads.flatMap((url) => ["--import", url]), `build/${program}.js`], {
    cwd: fileURLToPath(root),
    // Nothing of our own environment but the path: the product must run on the variables of .env.example alone.
    env: {
      PATH: process.env["PATH"] ?? "",
      NODE_ENV: "production",
      TZ: "UTC",
      ...env,
      STORE_ORIGIN: storeOrigin,
      ...(clock === undefined ? {} : { SCENARIO_CLOCK: String(clock.getTime()) }),
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
}

/** Keeps every line; the returned promise is fulfilled when the worker logs that it is ready. */
function collect(child: ChildProcess, logs: string[]): Promise<void> {
  return new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        logs.push(line);
        if (process.env["STORY_LOG"]) process.stderr.write(line + "\n");
        if (/"msg":"worker ready"/.test(line)) resolve();
      });
    }
  });
}

function running(
  program: Program,
  { child, logs, exited }: { child: ChildProcess; logs: string[]; exited: Promise<string> },
): RunningProcess {
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const kill = async () => {
    if (!isGone()) child.kill("SIGKILL");
    await exited;
  };
  return {
    program,
    pid: child.pid ?? 0,
    logs,
    exited,
    kill,
    stop: async () => {
      if (!isGone()) child.kill("SIGTERM");
      const ended = await Promise.race([exited, sleep(STOP_LIMIT, undefined, { ref: false })]);
      if (ended === undefined) await kill();
    },
    setClock: async (at) => {
      if (isGone()) return;
      await Promise.race([acknowledged(child, at.getTime()), exited]);
    },
  };
}

function acknowledged(child: ChildProcess, clock: number): Promise<void> {
  return new Promise((resolve) => {
    const onMessage = (message: unknown) => {
      const isAnswer = typeof message === "object" && message !== null && "clockSet" in message;
      if (!isAnswer || message.clockSet !== clock) return;
      child.off("message", onMessage);
      resolve();
    };
    child.on("message", onMessage);
    child.send({ clock }, (error) => {
      if (error) resolve(); // It is going down; whoever starts it again tells it the time.
    });
  });
}

async function untilReady(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await sleep(25);
  }
}

async function limit(milliseconds: number, message: () => string): Promise<never> {
  await sleep(milliseconds, undefined, { ref: false });
  throw new Error(message());
}
