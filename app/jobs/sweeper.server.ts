import { db } from "~/db.server";
import { logger } from "~/logger.server";
import { startDueWork } from "~/workflows/start-due-work.server";

const SWEEP_EVERY_MS = 500;

/** Takes up future work when its time has come, for as long as the worker lives. Returns the function that ends it. */
export function startSweeper(): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = startDueWork(db, new Date())
      .catch((error: unknown) => logger.error({ err: error }, "sweep failed"))
      .finally(() => {
        busy = false;
      });
  }, SWEEP_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
