import { db } from "~/db.server";
import { watchOrder } from "~/workflows/watch-order.server";
import { watchOrderJob } from "../definitions";
import { handleEach } from "../handler.server";

export const watchOrderHandler = handleEach(watchOrderJob, (payload) => watchOrder(db, { ...payload, at: new Date() }));
