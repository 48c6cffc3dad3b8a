import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import type { HeldWebhook } from "./flags-messages.ts";
import { machineMs } from "./statistics.ts";

const CONNECTIONS = 64;

/**
 * Sends webhooks at a fixed rate whatever the answers do (`Infinity`: all at once) and answers with when each was due,
 * by what it tells of: one that waits for a free connection has its wait counted. `origin` is `http://host:port`.
 * @throws Error when one is not answered 200.
 */
export async function sendPaced(
  origin: string,
  webhooks: readonly HeldWebhook[],
  perSecond: number,
): Promise<Map<string, number>> {
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
  const dueAt = new Map<string, number>();
  const answers: Promise<void>[] = [];
  const start = machineMs();
  try {
    for (const [index, webhook] of webhooks.entries()) {
      const due = start + (perSecond === Infinity ? 0 : (index * 1_000) / perSecond);
      while (machineMs() < due) await sleep(1);
      dueAt.set(webhook.subjectId, due);
      answers.push(send(pool, webhook));
    }
    await Promise.all(answers);
    return dueAt;
  } finally {
    await pool.close();
  }
}

async function send(pool: Pool, { headers, body }: HeldWebhook): Promise<void> {
  const answer = await pool.request({ path: "/webhooks", method: "POST", headers, body });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`A webhook was answered ${answer.statusCode}.`);
}
