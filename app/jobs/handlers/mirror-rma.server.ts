import { db } from "~/db.server";
import { mirrorRma } from "~/workflows/mirror-rma.server";
import { mirrorRmaJob } from "../definitions";
import { handleEach } from "../handler.server";

export const mirrorRmaHandler = handleEach(mirrorRmaJob, ({ shop, rmaId }) =>
  mirrorRma(db, { shop, rmaId, at: new Date() }),
);
