import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { startTemporaryPostgres } from "../../scripts/local-postgres.ts";
import { migrate } from "../../scripts/migrate.ts";
import { onStopSignal } from "../../scripts/stop-signal.ts";
import { TEMPLATE_DATABASE } from "../database.ts";
import { runStory, type StoryResult } from "./run-story.ts";
import { sideBySide } from "./side-by-side.ts";

/** Each story has two processes of its own; more at a time than this only share the same cores. */
const WIDTH = 2;

const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false } },
});

if (files.length === 0) stop("Usage: npm run -s scenario -- [--json] FILE...");
if (!existsSync("build/web.js") || !existsSync("build/worker.js")) stop("There is no build yet: npm run build");

const results = await runAll();
if (values.json) {
  const shown = results.map(({ deadLetters: _unshown, ...result }) => result);
  process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
}
process.exit(results.every(({ ok }) => ok) ? 0 : 1);

async function runAll(): Promise<StoryResult[]> {
  const server = await startTemporaryPostgres();
  onStopSignal(() => void interrupt(server));
  try {
    await migrate(server.url(TEMPLATE_DATABASE));
    return await sideBySide(files, {
      width: WIDTH,
      work: async (file) => {
        const result = await runStory(file, server.url("postgres"));
        if (!values.json) print(result);
        return result;
      },
    });
  } finally {
    await server.stop();
  }
}

/** The stories' processes end when the channel to us does; the server is ours to stop. */
async function interrupt(server: { stop(): Promise<void> }): Promise<void> {
  await server.stop();
  process.exit(130);
}

/** A story is printed when it is over, so that two at a time do not mix. */
function print({ file, name, ok, steps }: StoryResult): void {
  const lines = steps.flatMap((step) => [
    `  ${step.ok ? "ok  " : "FAIL"} ${step.verb}${step.answer === null ? "" : ` ${JSON.stringify(step.answer)}`}`,
    ...step.failures.map((failure) => `       ${failure}`),
  ]);
  process.stdout.write(`${[`${ok ? "ok  " : "FAIL"} ${name} (${file})`, ...lines].join("\n")}\n`);
}

function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
