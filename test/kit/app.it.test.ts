import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../database.ts";
import { appEnvironment, portForWeb, startApp, type AppOptions } from "./app.ts";
import { startProcess } from "./processes.ts";

let database: TestDatabase;
let options: AppOptions;

beforeAll(async () => {
  database = await createTestDatabase();
  options = {
    databaseUrl: database.url,
    storeOrigin: "http://127.0.0.1:1",
    port: await portForWeb(),
    clock: new Date("2026-01-31T12:00:00Z"),
  };
});

afterAll(() => database.drop());

const timesIn = (lines: readonly string[]): number[] =>
  lines.flatMap((line) => [...line.matchAll(/"time":(\d+)/g)].map(([, time]) => Number(time)));

describe("the app's processes", () => {
  it("live in the clock they are given, and so does a worker that replaces a killed one", async () => {
    const app = await startApp(options);
    const first = app.worker().pid;

    await app.setClock(new Date("2026-02-28T12:00:00Z"));
    await app.crashWorker();
    await app.restarted();
    const second = app.worker().pid;
    app.assertAlive();
    await app.stop();

    expect(second).not.toBe(first);
    expect(new Set(timesIn(app.logs()))).toEqual(
      new Set([Date.parse("2026-01-31T12:00:00Z"), Date.parse("2026-02-28T12:00:00Z")]),
    );
  });

  it("tell when one of them ends that nobody stopped", async () => {
    const app = await startApp(options);

    process.kill(app.worker().pid, "SIGKILL");
    await app.worker().exited;
    const check = () => app.assertAlive();

    expect(check).toThrow("worker ended (SIGKILL)");
    await app.stop();
  });

  it("say why they do not start", async () => {
    const env = { ...appEnvironment(options), SESSION_KEY: "short" };

    const start = startProcess({ program: "worker", env, storeOrigin: options.storeOrigin });

    await expect(start).rejects.toThrow(/worker ended \(1\) at start:[^]*SESSION_KEY: must be 32 bytes as base64/);
  });
});
