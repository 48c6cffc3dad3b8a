import { db } from "~/db.server";
import { writeOrderFlags } from "~/workflows/write-order-flags.server";
import { writeOrderFlagsJob } from "../definitions";
import { handleBatch } from "../handler.server";
import { workByShop } from "./work-by-shop";

export const writeOrderFlagsHandler = handleBatch(writeOrderFlagsJob, (payloads) =>
  workByShop(payloads, {
    subjectOf: ({ orderId }) => orderId,
    work: (shop, orderIds) => writeOrderFlags(db, shop, orderIds),
  }),
);
