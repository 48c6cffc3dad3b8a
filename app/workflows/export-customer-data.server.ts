import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import { collectPerson, saveDataExport, type Person } from "~/db/privacy-repository.server";

export interface DataRequest {
  shop: string;
  person: Person;
  requestId: string;
  at: Date;
}

/** customers/data_request (R43): one file with everything held about the person, for the merchant to pass on. */
export async function exportCustomerData(db: PrismaClient, request: DataRequest): Promise<void> {
  const { shop, person, requestId, at } = request;
  await db.$transaction(async (tx) => {
    const document = await collectPerson(tx, shop, person);
    const customerId = person.customerId ?? "unknown";
    const fileName = await saveDataExport(tx, { shop, customerId, requestId, at, document });
    const details = { fileName };
    await appendEvents(tx, [
      { shop, subject: "shop", subjectId: shop, code: "customer-data-exported", by: "shopify", at, details },
    ]);
  });
}
