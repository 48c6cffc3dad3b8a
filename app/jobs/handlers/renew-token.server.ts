import { db } from "~/db.server";
import { forWorkingShop } from "~/workflows/working-shop.server";
import { renewTokenJob } from "../definitions";
import { handleEach } from "../handler.server";

/** Asking for a client is enough: a token that has ended is refreshed on the way. */
export const renewTokenHandler = handleEach(renewTokenJob, async ({ shop }) => {
  await forWorkingShop(db, { shop, priority: "background" }, async () => undefined);
});
