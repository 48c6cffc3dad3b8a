import { db } from "~/db.server";
import { sendInvoice } from "~/workflows/send-invoice.server";
import { sendInvoiceJob } from "../definitions";
import { handleEach } from "../handler.server";

export const sendInvoiceHandler = handleEach(sendInvoiceJob, ({ shop, evidenceId }) =>
  sendInvoice(db, { shop, evidenceId, at: new Date() }),
);
