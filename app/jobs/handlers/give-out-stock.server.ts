import { db } from "~/db.server";
import { giveOutStock } from "~/workflows/give-out-stock.server";
import { giveOutStockJob } from "../definitions";
import { handleBatch } from "../handler.server";
import { workByShop } from "./work-by-shop";

const NO_FAILURES: ReadonlyMap<string, unknown> = new Map();

/** A batch that names a pool twice asks once. */
export const giveOutStockHandler = handleBatch(giveOutStockJob, (payloads) =>
  workByShop(payloads, {
    subjectOf: ({ inventoryItemId, locationId }) => JSON.stringify([inventoryItemId, locationId]),
    work: async (shop, subjects) => {
      const pools = payloads.filter(
        (payload) =>
          payload.shop === shop && subjects.includes(JSON.stringify([payload.inventoryItemId, payload.locationId])),
      );
      const distinct = new Map(pools.map((pool) => [`${pool.inventoryItemId} ${pool.locationId}`, pool]));
      await giveOutStock(db, { shop, pools: [...distinct.values()], at: new Date() });
      return NO_FAILURES;
    },
  }),
);
