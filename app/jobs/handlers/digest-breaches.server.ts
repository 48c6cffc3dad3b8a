import { db } from "~/db.server";
import { digestBreaches } from "~/workflows/digest-breaches.server";
import { digestBreachesJob } from "../definitions";
import { handleEach } from "../handler.server";

export const digestBreachesHandler = handleEach(digestBreachesJob, ({ shop }) =>
  digestBreaches(db, { shop, at: new Date() }),
);
