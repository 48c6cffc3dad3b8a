import { db } from "~/db.server";
import { tendOrder } from "~/workflows/tend-order.server";
import { tendOrderJob } from "../definitions";
import { handleBatch } from "../handler.server";
import { workByShop } from "./work-by-shop";

/** One order after the other: each holds a lock over its calls, and the locks have few connections. */
export const tendOrderHandler = handleBatch(tendOrderJob, (payloads) =>
  workByShop(payloads, {
    subjectOf: ({ orderId }) => orderId,
    work: async (shop, orderIds) => {
      const failures = new Map<string, unknown>();
      for (const orderId of orderIds) {
        await tendOrder(db, { shop, orderId, at: new Date() }).catch((error: unknown) => failures.set(orderId, error));
      }
      return failures;
    },
  }),
);
