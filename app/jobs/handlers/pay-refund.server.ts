import { db } from "~/db.server";
import { payRefunds } from "~/workflows/pay-refund.server";
import { payRefundJob } from "../definitions";
import { handleEach } from "../handler.server";

export const payRefundHandler = handleEach(payRefundJob, ({ shop, rmaId, by }) =>
  payRefunds(db, { shop, rmaId, by, at: new Date() }),
);
