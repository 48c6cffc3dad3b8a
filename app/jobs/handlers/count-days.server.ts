import { db } from "~/db.server";
import { countDays } from "~/workflows/count-days.server";
import { countDaysJob } from "../definitions";
import { handleEach } from "../handler.server";

export const countDaysHandler = handleEach(countDaysJob, ({ shop }) => countDays(db, { shop, at: new Date() }));
