import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";

interface DemoRun {
  code: number | null;
  lines: string[];
}

/** Runs the demo on ports of its own; `onLine` sees what it prints as it happens. */
async function runDemo(args: readonly string[], onLine: (line: string, stop: () => void) => void): Promise<DemoRun> {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/demo.ts", ...args], {
    cwd: new URL("../../", import.meta.url),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      onLine(line, () => child.kill("SIGINT"));
    });
  }
  const [code] = await once(child, "close");
  return { code: typeof code === "number" ? code : null, lines };
}

const ANY_PORTS = ["--store-port", "0", "--gateway-port", "0"];
const pidsIn = (lines: readonly string[]): number[] =>
  lines.flatMap((line) => [...line.matchAll(/\(process (\d+)\)/g)].map(([, pid]) => Number(pid)));

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("npm run demo", () => {
  it("plays its story to the end and leaves nothing running", { timeout: 240_000 }, async () => {
    const { code, lines } = await runDemo(["--once", ...ANY_PORTS], () => undefined);

    expect(lines.filter((line) => line.startsWith("Act "))).toHaveLength(13);
    expect(lines.join("\n")).toContain("The story held");
    expect(code).toBe(0);
    expect(pidsIn(lines).filter(isAlive)).toEqual([]);
  });

  it("fails when the worker dies for good in mid-story", { timeout: 240_000 }, async () => {
    let worker = 0;

    const { code, lines } = await runDemo(["--once", ...ANY_PORTS], (line) => {
      worker = Number(/worker \(process (\d+)\)/.exec(line)?.[1] ?? worker);
      if (line.startsWith("Act 2.")) process.kill(worker, "SIGKILL");
    });

    expect(code).toBe(1);
    expect(lines.join("\n")).toContain("worker ended (SIGKILL)");
    expect(lines.join("\n")).not.toContain("The story held");
  });

  it("keeps serving until Ctrl-C, then stops everything it started", { timeout: 240_000 }, async () => {
    const { code, lines } = await runDemo(ANY_PORTS, (line, stop) => {
      if (line.startsWith("Ctrl-C")) stop();
    });

    expect(code).toBe(0);
    expect(lines.join("\n")).toMatch(/The merchant's admin +http:\/\/\S+\/store\/koso-dev\/apps\/rma-desk/);
    expect(pidsIn(lines).filter(isAlive)).toEqual([]);
  });

  it("says which port is in use and what to do", async () => {
    const other = createServer();
    await once(other.listen(0), "listening");
    const address = other.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;

    const { code, lines } = await runDemo(["--store-port", String(port)], () => undefined);
    other.close();

    expect(code).toBe(1);
    expect(lines.join("\n")).toContain(`Port ${port} is in use. Stop what listens there`);
    expect(lines.join("\n")).toContain(`--store-port ${port + 100}`);
  });
});
