import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import { forgetPerson, type Person } from "~/db/privacy-repository.server";

/** customers/redact (R43): the person's data goes everywhere, facts about money stay. */
export async function forgetCustomer(
  db: PrismaClient,
  { shop, person, at }: { shop: string; person: Person; at: Date },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await forgetPerson(tx, shop, person);
    await appendEvents(tx, [
      { shop, subject: "shop", subjectId: shop, code: "customer-redacted", by: "shopify", at, details: {} },
    ]);
  });
}
