import { z } from "zod";
import { db } from "~/db.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { findDelayNotice, saveAgreement } from "~/db/delay-notice-repository.server";
import { lockOrder } from "~/db/order-repository.server";
import { waitingLines } from "~/db/pages/waiting-lines.server";
import { calendarDateIn, type CalendarDate } from "~/domain/calendar-date";
import { err, ok, type Result } from "~/domain/result";
import { findOwnOrder } from "./find-own-order.server";
import { orderIdText, parseRequest, type InvalidRequest } from "./return-request";

const question = z.strictObject({ orderId: orderIdText });

type Refusal = { error: "order-not-found" | "not-allowed-now" | "nothing-waiting" } | InvalidRequest;

/** A customer who was told of a delay agrees to wait. Saying so twice is saying it once; who would not wait cancels (R26). */
export async function agreeToWait(asked: {
  shop: string;
  customerId: string;
  input: unknown;
  at: Date;
}): Promise<Result<{ agreedOn: CalendarDate }, Refusal>> {
  const parsed = parseRequest(question, asked.input);
  if (!parsed.ok) return parsed;
  const { shop, at } = asked;
  const order = await findOwnOrder({ ...asked, orderId: parsed.value.orderId });
  if (order === null) return err({ error: "order-not-found" });
  const { orderId, timeZone } = order.snapshot;
  return db.$transaction(async (tx) => {
    await lockOrder(tx, shop, orderId);
    const notice = await findDelayNotice(tx, shop, orderId);
    if (notice === null) return err({ error: "not-allowed-now" });
    if (notice.agreedAt !== null) return ok({ agreedOn: calendarDateIn(notice.agreedAt, timeZone) });
    if ((await waitingLines(tx, shop, orderId)).length === 0) return err({ error: "nothing-waiting" });
    await saveAgreement(tx, { shop, orderId, at });
    await appendEvents(tx, [
      { shop, subject: "order", subjectId: orderId, code: "delay-agreed", by: "customer", at, details: {} },
    ]);
    return ok({ agreedOn: calendarDateIn(at, timeZone) });
  });
}
