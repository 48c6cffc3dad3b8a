import { expireRma } from "~/workflows/expire-rma.server";
import { expireRmaJob } from "../definitions";
import { handleEach } from "../handler.server";

export const expireRmaHandler = handleEach(expireRmaJob, ({ shop, rmaId }) =>
  expireRma({ shop, rmaId, at: new Date() }),
);
