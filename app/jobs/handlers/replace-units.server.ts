import { db } from "~/db.server";
import { replaceUnits } from "~/workflows/replace-units.server";
import { replaceUnitsJob } from "../definitions";
import { handleEach } from "../handler.server";

export const replaceUnitsHandler = handleEach(replaceUnitsJob, ({ shop, rmaId }) =>
  replaceUnits(db, { shop, rmaId, at: new Date() }),
);
