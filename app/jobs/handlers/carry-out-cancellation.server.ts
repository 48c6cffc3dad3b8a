import { db } from "~/db.server";
import { carryOutCancellation } from "~/workflows/carry-out-cancellation.server";
import { carryOutCancellationJob } from "../definitions";
import { handleBatch } from "../handler.server";
import { workByShop } from "./work-by-shop";

/** One after the other: each holds its order's lock over its calls. */
export const carryOutCancellationHandler = handleBatch(carryOutCancellationJob, (payloads) =>
  workByShop(payloads, {
    subjectOf: ({ id }) => id,
    work: async (shop, ids) => {
      const failures = new Map<string, unknown>();
      for (const id of ids) {
        const input = { shop, id, at: new Date() };
        await carryOutCancellation(db, input).catch((error: unknown) => failures.set(id, error));
      }
      return failures;
    },
  }),
);
