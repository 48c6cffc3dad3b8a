import { findPhoto } from "~/db/attachment-repository.server";
import { findBreach } from "~/db/breach-repository.server";
import { evidenceActs, evidenceMails } from "~/db/pages/evidence-page.server";
import { orderPage, type OrderPage } from "~/db/pages/order-page.server";
import { rmaPage } from "~/db/pages/rma-page.server";
import { getPolicy } from "~/db/policy-repository.server";
import { findShop } from "~/db/shop-repository.server";
import { staffNames } from "~/db/staff-repository.server";
import { db } from "~/db.server";
import type { EvidenceFacts, EvidencePhoto, EvidencePolicy } from "~/documents/evidence/evidence-facts";
import { evidencePack } from "~/documents/evidence/evidence-pack";
import { Fault } from "~/errors";
import { logger } from "~/logger.server";
import type { Attachment } from "~/mailer.server";
import { readInvoice } from "~/shopify/operations/read-invoice.server";
import { readShopContact } from "~/shopify/operations/read-shop-contact.server";
import type { Language, Reader } from "~/texts/languages";
import { policyText } from "~/texts/policy-text";
import { toInvoiceFacts } from "./invoice-facts";
import { forWorkingShop } from "./working-shop.server";

/** What staff want evidence of. */
export type EvidenceSubject =
  | { kind: "order"; orderId: string }
  /** By our id or by its number. */
  | { kind: "rma"; name: string }
  | { kind: "breach"; id: string };

interface MakeEvidence {
  shop: string;
  subject: EvidenceSubject;
  reader: Reader;
  at: Date;
}

type CasePage = NonNullable<Awaited<ReturnType<typeof rmaPage>>>;

interface Found {
  name: string;
  order: OrderPage | null;
  cases: CasePage[];
}

/**
 * Everything that is known of an order, a case or a breach, as one PDF; null when the shop has none of it. The copy of the invoice
 * is read from Shopify and stored nowhere; without Shopify the pack is made without it.
 */
export async function makeEvidence({ shop, subject, reader, at }: MakeEvidence): Promise<Attachment | null> {
  const found = await find(shop, subject);
  if (found === null) return null;
  const { name, order, cases } = found;
  const orderId = order && order.order.orderId;
  const scope = { shop, orderId, rmaIds: cases.map(({ rma }) => rma.id) };
  const [record, names, policy, mails, timeline, asked, photos] = await Promise.all([
    findShop(db, shop),
    staffNames(db, shop),
    policyOf(shop, versionOf(found), reader.language),
    evidenceMails(db, scope),
    evidenceActs(db, scope),
    askShopify(shop, orderId),
    photosOf(shop, cases),
  ]);
  const facts: EvidenceFacts = {
    subject: { kind: subject.kind, name },
    ...asked,
    madeAt: at.toISOString(),
    timeZone: record?.timeZone ?? "UTC",
    ...{ names, policy, cases, mails, timeline },
    order: order && order.order,
    lines: linesOf(found, subject),
    breaches: breachesOf(found, subject),
    ...photos,
  };
  const content = await evidencePack(facts, reader);
  return { name: `evidence-${name.replace(/[^\w-]+/g, "") || "case"}.pdf`, type: "application/pdf", content };
}

/** The version that the order lives by (R2), or the case of a unit that was bought from a dealer. */
function versionOf({ order, cases }: Found): number {
  const version = order?.order.policyVersion ?? cases[0]?.rma.policyVersion;
  if (version === undefined) throw new Error("Evidence is about an order or a case");
  return version;
}

async function find(shop: string, subject: EvidenceSubject): Promise<Found | null> {
  if (subject.kind === "rma") {
    const one = await rmaPage(db, shop, subject.name);
    if (one === null) return null;
    const { orderId, number, orderName } = one.rma;
    const order = orderId === null ? null : await orderPage(db, shop, orderId);
    return { name: number ?? orderName ?? "", order, cases: [one] };
  }
  const orderId = subject.kind === "order" ? subject.orderId : (await findBreach(db, shop, subject.id))?.orderId;
  const order = orderId === undefined ? null : await orderPage(db, shop, orderId);
  if (order === null) return null;
  const cases = await Promise.all(order.rmas.map(({ id }) => rmaPage(db, shop, id)));
  return { name: order.order.name, order, cases: cases.filter((one) => one !== null) };
}

/** Of an order with a case in dispute only the lines that the case is about. */
function linesOf({ order, cases }: Found, { kind }: EvidenceSubject) {
  const lines = order?.lines ?? [];
  if (kind !== "rma") return lines;
  const disputed = new Set(cases.flatMap((one) => one.lines.map(({ lineId }) => lineId)));
  return lines.filter(({ lineId }) => disputed.has(lineId));
}

/** The breach that the pack is about comes first; of a case only those of its own return. */
function breachesOf({ order, cases }: Found, subject: EvidenceSubject) {
  const breaches = order?.breaches.cases ?? [];
  if (subject.kind === "rma") return breaches.filter(({ rmaId }) => cases.some(({ rma }) => rma.id === rmaId));
  if (subject.kind === "order") return breaches;
  return [...breaches.filter(({ id }) => id === subject.id), ...breaches.filter(({ id }) => id !== subject.id)];
}

async function policyOf(shop: string, version: number, language: Language): Promise<EvidencePolicy> {
  const { settings, effectiveAt } = await getPolicy(db, shop, version);
  return {
    version,
    effectiveAt: effectiveAt.toISOString(),
    windowDays: settings.return.windowDays,
    feePercent: settings.return.restockFeePercent,
    sections: policyText(settings, language),
  };
}

/** What only Shopify knows; without it the pack names the shop by its address and has no invoice. */
async function askShopify(shop: string, orderId: string | null): Promise<Pick<EvidenceFacts, "shopName" | "invoice">> {
  const unasked = { shopName: shop, invoice: null };
  try {
    const asked = await forWorkingShop(db, { shop, priority: "person" }, async ({ admin, record }) => {
      const order = orderId === null ? null : await readInvoice(admin, orderId);
      const { name } = await readShopContact(admin);
      return { shopName: name, invoice: order && toInvoiceFacts(order, record.timeZone) };
    });
    return asked ?? unasked;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    logger.warn({ shop, code: error.code }, "evidence is made without Shopify");
    return unasked;
  }
}

/** A pack is mailed and uploaded: what goes beyond is kept with the case. */
const MOST_PHOTO_BYTES = 40 * 1_024 * 1_024;

async function photosOf(
  shop: string,
  cases: readonly CasePage[],
): Promise<Pick<EvidenceFacts, "photos" | "photosLeftOut">> {
  const photos: EvidencePhoto[] = [];
  let [left, photosLeftOut] = [MOST_PHOTO_BYTES, 0];
  for (const { id, ...taken } of cases.flatMap(photosIn)) {
    const photo = await findPhoto(db, shop, id);
    if (photo === null) continue;
    left -= photo.bytes.byteLength;
    if (left < 0) photosLeftOut += 1;
    else photos.push({ ...taken, ...photo });
  }
  return { photos, photosLeftOut };
}

/** The photos of a case: of its parcels, of what was inspected, and those that the customer sent. */
function photosIn({ rma, lines, parcels, inspections }: CasePage) {
  const { number } = rma;
  const of = (from: EvidencePhoto["from"], at: string) => (id: string) => ({ id, from, number, at });
  return [
    ...parcels.flatMap(({ photoIds, arrivedAt }) => photoIds.map(of("parcel", arrivedAt))),
    ...inspections.flatMap(({ photoIds, at }) => photoIds.map(of("inspection", at))),
    ...lines.flatMap(({ photoIds }) => photoIds.map(of("customer", rma.requestedAt))),
  ];
}
