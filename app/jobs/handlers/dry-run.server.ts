import { db } from "~/db.server";
import { runDryRun } from "~/workflows/dry-run.server";
import { dryRunJob } from "../definitions";
import { handleEach } from "../handler.server";

export const dryRunHandler = handleEach(dryRunJob, (payload) => runDryRun(db, payload));
