import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

function runScenario(...args: string[]): Promise<Run> {
  const cwd = new URL("../../", import.meta.url);
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--import", "tsx", "test/scenario/run.ts", ...args],
      { cwd },
      (error, stdout, stderr) => {
        const code = typeof error?.code === "number" ? error.code : 0;
        resolve({ code, stdout, stderr });
      },
    );
  });
}

async function storyFile(steps: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "story-")), "story.yaml");
  await writeFile(file, `name: A story\nrules: [R3]\nproducts: []\nsteps:\n${steps}`);
  return file;
}

describe("npm run scenario", () => {
  it("says as JSON what held and what did not, and ends with 1 when one story failed", async () => {
    const good = await storyFile("  - reconcile: {}\n");
    const bad = await storyFile("  - teleport: {}\n");

    const { code, stdout } = await runScenario("--json", good, bad);

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual([
      { file: good, name: "A story", ok: true, steps: [{ verb: "reconcile", ok: true, answer: null, failures: [] }] },
      {
        file: bad,
        name: bad,
        ok: false,
        steps: [{ verb: "read", ok: false, answer: null, failures: [`${bad}:5: unknown verb "teleport"`] }],
      },
    ]);
  });

  it("prints one line per step and ends with 0 when all held", async () => {
    const good = await storyFile("  - reconcile: {}\n  - reconcile: {}\n");

    const { code, stdout } = await runScenario(good);

    expect(stdout).toBe(`ok   A story (${good})\n  ok   reconcile\n  ok   reconcile\n`);
    expect(code).toBe(0);
  });

  it("asks for a file when there is none", async () => {
    const { code, stderr } = await runScenario("--json");

    expect(code).toBe(2);
    expect(stderr).toContain("Usage:");
  });
});
