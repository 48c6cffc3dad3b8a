import { db } from "~/db.server";
import { classifyProducts } from "~/workflows/classify-products.server";
import { readProductJob } from "../definitions";
import { handleBatch } from "../handler.server";
import { workByShop } from "./work-by-shop";

const NO_FAILURES: ReadonlyMap<string, unknown> = new Map();

export const readProductHandler = handleBatch(readProductJob, (payloads) =>
  workByShop(payloads, {
    subjectOf: ({ productId }) => productId,
    work: async (shop, productIds) => {
      await classifyProducts(db, { shop, productIds, at: new Date() });
      return NO_FAILURES;
    },
  }),
);
