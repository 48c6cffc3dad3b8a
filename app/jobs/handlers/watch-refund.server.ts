import { db } from "~/db.server";
import { watchRefund } from "~/workflows/watch-refund.server";
import { watchRefundJob } from "../definitions";
import { handleEach } from "../handler.server";

export const watchRefundHandler = handleEach(watchRefundJob, (payload) =>
  watchRefund(db, { ...payload, at: new Date() }),
);
