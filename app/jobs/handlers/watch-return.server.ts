import { db } from "~/db.server";
import { watchReturn } from "~/workflows/watch-return.server";
import { watchReturnJob } from "../definitions";
import { handleEach } from "../handler.server";

export const watchReturnHandler = handleEach(watchReturnJob, (payload) =>
  watchReturn(db, { ...payload, at: new Date() }),
);
