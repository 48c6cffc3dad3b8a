import { db } from "~/db.server";
import { judgeOrders } from "~/workflows/judge-orders.server";
import { judgeOrderJob } from "../definitions";
import { handleBatch } from "../handler.server";
import { workByShop } from "./work-by-shop";

export const judgeOrderHandler = handleBatch(judgeOrderJob, (payloads) =>
  workByShop(payloads, {
    subjectOf: ({ orderId }) => orderId,
    work: (shop, orderIds) =>
      judgeOrders(db, {
        shop,
        news: orderIds.map((orderId) => ({ orderId, updatedAt: null, mayBeEcho: false })),
        at: new Date(),
      }),
  }),
);
