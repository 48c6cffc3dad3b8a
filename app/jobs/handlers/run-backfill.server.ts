import { db } from "~/db.server";
import { runBackfill } from "~/workflows/run-backfill.server";
import { runBackfillJob } from "../definitions";
import { handleEach } from "../handler.server";

export const runBackfillHandler = handleEach(runBackfillJob, (payload) => runBackfill(db, payload));
