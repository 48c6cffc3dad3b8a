import type { PrismaClient } from "@prisma/client";
import { countBreaches, findBreachesOpened } from "~/db/breach-repository.server";
import { findLastShopMail } from "~/db/mail-repository.server";
import { currentPolicy } from "~/db/policy-repository.server";
import { findShop } from "~/db/shop-repository.server";
import { daysToDigest, digestOf } from "~/domain/breach/digest";
import { addDays, calendarDateIn, endOfDay } from "~/domain/calendar-date";
import { queueMails } from "./queue-mail.server";

/**
 * One mail a day to those whom the policy names (R21): what was done past the policy in the shop's days that are over, and how
 * many cases ended and wait. Nothing is sent of nothing. The key is the day, so a night that runs twice writes once.
 */
export async function digestBreaches(db: PrismaClient, { shop, at }: { shop: string; at: Date }): Promise<void> {
  const record = await findShop(db, shop);
  if (record === null) return;
  const { timeZone } = record;
  await db.$transaction(async (tx) => {
    const { version, settings } = await currentPolicy(tx, shop);
    if (settings.breach.alertTo.length === 0) return;
    const last = await findLastShopMail(tx, shop, "breach-digest");
    const lastTo = last?.kind === "breach-digest" ? last.facts.to : null;
    const days = daysToDigest(calendarDateIn(at, timeZone), lastTo);
    if (days === null) return;
    const after = (date: string) => new Date(endOfDay(date, timeZone).getTime() + 1);
    const span = { from: after(addDays(days.from, -1)), before: after(days.to) };
    const opened = await findBreachesOpened(tx, shop, span);
    const counts = await countBreaches(tx, shop, span);
    if (opened.length === 0 && counts.ended === 0) return;
    const facts = { policyVersion: version, ...days, ...digestOf(opened), ...counts };
    const about = { subject: "shop", subjectId: shop, orderId: null, at } as const;
    await queueMails(tx, [{ shop, key: `breach-digest:${days.to}`, kind: "breach-digest", ...about, facts }]);
  });
}
