import { db } from "~/db.server";
import { reconcileShop } from "~/workflows/reconcile-shop.server";
import { reconcileShopJob } from "../definitions";
import { handleEach } from "../handler.server";

export const reconcileShopHandler = handleEach(reconcileShopJob, ({ shop }) =>
  reconcileShop(db, { shop, at: new Date() }),
);
