import { noticeDelay } from "~/workflows/notice-delay.server";
import { noticeDelayJob } from "../definitions";
import { handleEach } from "../handler.server";

export const noticeDelayHandler = handleEach(noticeDelayJob, ({ shop, orderId }) =>
  noticeDelay({ shop, orderId, at: new Date() }),
);
