import { parseArgs } from "node:util";

const USAGE = `What the policy says of an order, and what a draft would have said of all of them.

  npm run -s policy -- judge --order FILE [--policy FILE]
      judges the order that FILE describes (JSON; - reads standard input) by the preset, or by the policy of another
      FILE, any part of it, over the preset; prints the verdicts as JSON

  npm run -s policy -- dry-run --shop SHOP [--draft FILE]
      replays the shop's saved draft, or the changes in FILE, over every stored order; prints the figures as JSON

Ends with 0, with 1 and {"error": code, ...} on standard error, or with 2 when it was called in another way.
`;

/** What a command came to: what it prints, or the code of what is wrong and everything that explains it. */
export type CommandResult = { ok: true; value: unknown } | { ok: false; error: { error: string } };

async function run(args: string[]): Promise<CommandResult | null> {
  const parsed = optionsOf(args);
  if (parsed === null) return null;
  const { command, values } = parsed;
  // Each command loads what it needs: judging one order wants no database.
  if (command === "judge" && values.order !== undefined) {
    const { judgeFile } = await import("./judge-file.server");
    return judgeFile(values.order, values.policy ?? null);
  }
  if (command === "dry-run" && values.shop !== undefined) {
    const { dryRunOf } = await import("./dry-run-of.server");
    return dryRunOf(values.shop, values.draft ?? null);
  }
  return null;
}

function optionsOf(args: string[]) {
  const text = { type: "string" } as const;
  const options = { order: text, policy: text, shop: text, draft: text };
  try {
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options });
    return positionals.length === 1 ? { command: positionals[0], values } : null;
  } catch {
    return null;
  }
}

const result = await run(process.argv.slice(2));
if (result === null) process.stderr.write(USAGE);
else if (result.ok) process.stdout.write(`${JSON.stringify(result.value, null, 2)}\n`);
else process.stderr.write(`${JSON.stringify(result.error, null, 2)}\n`);
process.exitCode = result === null ? 2 : result.ok ? 0 : 1;
