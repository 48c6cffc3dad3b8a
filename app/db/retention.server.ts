import { sqlOf, type Transaction } from "~/db.server";

const DAY_MS = 86_400_000;

/** Raw webhook bodies that nobody could handle are kept for replay this long. */
const KEEP_BODIES_DAYS = 7;

/** Shopify repeats a delivery for hours, never for weeks: after this long its row recognises nothing any more. */
const KEEP_DELIVERIES_DAYS = 30;

/** A data request must be answered within 30 days; its file is not kept longer. */
const KEEP_EXPORTS_DAYS = 30;

/** What was written to customers can be looked up for this long; that it was written stays. */
const KEEP_MAIL_TEXTS_DAYS = 365;

/** What reconciliation found is compared over months, not years. */
const KEEP_MISSED_CHANGES_DAYS = 90;

/** A photo that no request, parcel or inspection has named by now will be named by none. */
const KEEP_UNNAMED_PHOTOS_DAYS = 7;

const REMOVE_UNNAMED_PHOTOS = `
  DELETE FROM attachment AS a WHERE a.shop = $1 AND a.at < $2::timestamptz
    AND NOT EXISTS (SELECT FROM rma_line AS l WHERE l.shop = $1 AND a.id = ANY(l.photo_ids))
    AND NOT EXISTS (SELECT FROM parcel AS p WHERE p.shop = $1 AND a.id = ANY(p.photo_ids))
    AND NOT EXISTS (SELECT FROM inspection AS i WHERE i.shop = $1 AND a.id = ANY(i.photo_ids))
  RETURNING 1
`;

/** Removes what a shop's tables need no longer. Harmless to repeat. */
export async function removeOutdated(tx: Transaction, shop: string, now: Date): Promise<void> {
  const before = (days: number) => ({ lt: new Date(now.getTime() - days * DAY_MS) });
  await tx.webhookDelivery.deleteMany({ where: { shop, receivedAt: before(KEEP_DELIVERIES_DAYS) } });
  await tx.webhookDelivery.updateMany({
    where: { shop, receivedAt: before(KEEP_BODIES_DAYS), body: { not: null } },
    data: { body: null },
  });
  await tx.dataExport.deleteMany({ where: { shop, requestedAt: before(KEEP_EXPORTS_DAYS) } });
  await tx.mail.updateMany({
    where: { shop, createdAt: before(KEEP_MAIL_TEXTS_DAYS), text: { not: null } },
    data: { recipient: null, title: null, text: null, html: null },
  });
  await tx.missedChange.deleteMany({ where: { shop, foundAt: before(KEEP_MISSED_CHANGES_DAYS) } });
  const unnamedSince = new Date(now.getTime() - KEEP_UNNAMED_PHOTOS_DAYS * DAY_MS);
  await sqlOf(tx).query(REMOVE_UNNAMED_PHOTOS, [shop, unnamedSince.toISOString()]);
}
