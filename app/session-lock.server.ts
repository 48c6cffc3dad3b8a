import { lockPool } from "~/db.server";

/** What a lock is about: the same key may be locked for different purposes at the same time. */
const PURPOSES = { "token-refresh": 1, "mail-sending": 2, rma: 3, order: 4, "flow-telling": 5 } as const;

const ignoreBrokenLine = (): void => undefined;

/** A lock of the session, not of a transaction, for work that calls others over the network; it dies with its process. */
export async function withSessionLock<T>(
  purpose: keyof typeof PURPOSES,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  const connection = await lockPool.connect();
  // A line that breaks while nobody asks anything of it must not end the process: the next query says so.
  connection.on("error", ignoreBrokenLine);
  let isSound = false;
  try {
    await connection.query("SELECT pg_advisory_lock(hashtextextended($1, $2))", [key, PURPOSES[purpose]]);
    const result = await work().finally(() =>
      connection.query("SELECT pg_advisory_unlock(hashtextextended($1, $2))", [key, PURPOSES[purpose]]),
    );
    isSound = true;
    return result;
  } finally {
    connection.off("error", ignoreBrokenLine);
    connection.release(!isSound); // With a connection that is closed its lock is gone, too.
  }
}
