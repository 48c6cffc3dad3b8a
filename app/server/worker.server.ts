import { constants, setPriority } from "node:os";
import { requireSoundStatuses } from "~/domain/rma/rma-status";
import { disconnect } from "~/db.server";
import { startWorker } from "~/jobs/worker.server";
import { stopSender } from "~/jobs/queue.server";
import { logger } from "~/logger.server";
import { startBudgetReports } from "./budget-reports.server";

/** On a machine that a worker shares with web, those who wait for a page come first. */
function letPeopleGoFirst(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch (error) {
    logger.warn({ err: error }, "worker keeps its priority");
  }
}

/** A worker process: works off every queue until it is told to stop, then lets running jobs end. */
async function main(): Promise<void> {
  requireSoundStatuses();
  letPeopleGoFirst();
  const worker = await startWorker();
  const stopReports = startBudgetReports();
  logger.info("worker ready");
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    await worker.stop();
    await stopReports();
    await stopSender();
    await disconnect();
    process.exit(0);
  };
  process.once("SIGTERM", () => void stop());
  process.once("SIGINT", () => void stop());
}

main().catch((error: unknown) => {
  logger.fatal({ err: error }, "worker could not start");
  process.exit(1);
});
