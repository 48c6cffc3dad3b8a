import { disconnect } from "~/db.server";
import { listDeadLetters, replayDeadLetter } from "~/jobs/dead-letters.server";
import { stopSender } from "~/jobs/queue.server";

const USAGE = `Work that failed at every try.

  npm run -s dead-letters                     the newest 500, of all shops
  npm run -s dead-letters -- list SHOP        those of one shop
  npm run -s dead-letters -- replay ID...     lets them run again
  npm run -s dead-letters -- replay all       lets all of them run again
`;

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

async function list(shop: string | null): Promise<void> {
  const letters = await listDeadLetters(shop);
  for (const { id, shop: of, job, reason, failedAt } of letters) {
    say([id, failedAt.toISOString(), of, job, reason].join("  "));
  }
  say(`${letters.length} dead letter(s)`);
}

async function replay(ids: readonly string[]): Promise<boolean> {
  const wanted = ids[0] === "all" ? (await listDeadLetters(null)).map(({ id }) => id) : ids;
  let areAllThere = true;
  for (const id of wanted) {
    const isReplayed = await replayDeadLetter(null, id);
    areAllThere &&= isReplayed;
    say(`${id}  ${isReplayed ? "waits to run again" : "is not among the dead letters"}`);
  }
  return areAllThere;
}

async function run([command = "list", ...rest]: string[]): Promise<number> {
  if (command === "list" && rest.length <= 1) {
    await list(rest[0] ?? null);
    return 0;
  }
  if (command === "replay" && rest.length > 0) return (await replay(rest)) ? 0 : 1;
  say(USAGE);
  return 2;
}

process.exitCode = await run(process.argv.slice(2));
await stopSender();
await disconnect();
