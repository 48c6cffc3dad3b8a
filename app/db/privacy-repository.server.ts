import { randomUUID } from "node:crypto";
import type { Prisma } from "@prisma/client";
import { sqlOf, type Transaction } from "~/db.server";
import { forgetStagedPerson } from "./backfill-repository.server";
import { forgetCorrespondent, stopMails } from "./mail-repository.server";
import { forgetPhotos } from "./attachment-repository.server";
import { dropBodiesMentioning } from "./webhook-delivery-repository.server";

export interface Person {
  customerId: string | null;
  /** Number, e-mail and phone as they may stand in stored bodies. */
  traces: readonly string[];
  /** Orders that Shopify names as the person's. */
  orderIds: readonly string[];
}

const ordersOf = (shop: string, { customerId, orderIds }: Person): Prisma.OrderSnapshotWhereInput => ({
  shop,
  OR: [...(customerId === null ? [] : [{ customerId }]), { orderId: { in: [...orderIds] } }],
});

/** Removes the person from every table and keeps the facts about money (R43). Harmless to repeat. */
export async function forgetPerson(tx: Transaction, shop: string, person: Person): Promise<void> {
  const orders = await tx.orderSnapshot.findMany({ where: ordersOf(shop, person), select: { orderId: true } });
  const orderIds = [...person.orderIds, ...orders.map(({ orderId }) => orderId)];
  const rmaIds = await claimsOf(tx, shop, person);
  await forgetCorrespondent(tx, shop, { orderIds, rmaIds });
  await forgetClaims(tx, shop, rmaIds);
  await forgetPhotos(tx, shop, { customerId: person.customerId, orderIds });
  await tx.orderSnapshot.updateMany({
    where: ordersOf(shop, person),
    data: { customerId: null, companyLocationId: null, locale: null, judgedDigest: null },
  });
  await forgetCases(tx, shop, person);
  await forgetStagedPerson(tx, shop, { orderIds, customerId: person.customerId });
  if (person.customerId !== null) {
    await tx.dataExport.deleteMany({ where: { shop, customerId: person.customerId } });
    await tx.shopperRequest.deleteMany({ where: { shop, customerId: person.customerId } });
  }
  const numbers = person.orderIds.map((id) => id.slice(id.lastIndexOf("/") + 1));
  await dropBodiesMentioning(tx, shop, [...person.traces, ...numbers]);
}

const casesOf = (shop: string, { customerId, orderIds }: Person): Prisma.RmaWhereInput => ({
  shop,
  OR: [...(customerId === null ? [] : [{ customerId }]), { orderId: { in: [...orderIds] } }],
});

/** What people wrote in free words goes with them; units and amounts of their cases stay. */
async function forgetCases(tx: Transaction, shop: string, person: Person): Promise<void> {
  await tx.rmaLine.updateMany({ where: { rma: casesOf(shop, person) }, data: { note: null, photoIds: [] } });
  await tx.rma.updateMany({
    where: casesOf(shop, person),
    data: { customerId: null, locale: null, declineText: null },
  });
}

/** The claims of a person: those of their orders, and those of units bought elsewhere that were registered for their e-mail. */
async function claimsOf(tx: Transaction, shop: string, person: Person): Promise<string[]> {
  const cases = await tx.rma.findMany({ where: casesOf(shop, person), select: { id: true } });
  const elsewhere = await tx.claim.findMany({
    where: { shop, email: { in: [...person.traces], mode: "insensitive" } },
    select: { rmaId: true },
  });
  return [...cases.map(({ id }) => id), ...elsewhere.map(({ rmaId }) => rmaId)];
}

async function forgetClaims(tx: Transaction, shop: string, rmaIds: readonly string[]): Promise<void> {
  const rmaId = { in: [...rmaIds] };
  await tx.rmaLine.updateMany({ where: { shop, rmaId }, data: { note: null } });
  await tx.rma.updateMany({ where: { shop, id: rmaId }, data: { locale: null, declineText: null } });
  await tx.callLog.updateMany({ where: { shop, rmaId }, data: { notes: null } });
  await tx.claim.updateMany({
    where: { shop, rmaId },
    data: { vehicle: null, serials: [], proof: null, email: null, locale: null },
  });
}

/** Everything we hold about the person, for a customers/data_request. */
export async function collectPerson(tx: Transaction, shop: string, person: Person): Promise<Prisma.InputJsonObject> {
  const orders = await tx.orderSnapshot.findMany({
    where: ordersOf(shop, person),
    include: { lines: { orderBy: { position: "asc" } } },
    orderBy: { processedAt: "asc" },
  });
  const rmas = await tx.rma.findMany({
    where: casesOf(shop, person),
    include: { lines: true, returnLines: true },
    orderBy: { requestedAt: "asc" },
  });
  const claims = await tx.claim.findMany({ where: { shop, rmaId: { in: await claimsOf(tx, shop, person) } } });
  const calls = await tx.callLog.findMany({
    where: { shop, rmaId: { in: claims.map(({ rmaId }) => rmaId) } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  const subjects = [...orders.map(({ orderId }) => orderId), ...rmas.map(({ id }) => id)];
  const events = await tx.caseEvent.findMany({
    where: { shop, subject: { in: ["order", "rma"] }, subjectId: { in: subjects } },
    orderBy: { id: "asc" },
  });
  const mails = await tx.mail.findMany({
    where: { shop, orderId: { in: [...person.orderIds, ...orders.map(({ orderId }) => orderId)] } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { kind: true, orderId: true, recipient: true, language: true, sentAt: true, title: true, text: true },
  });
  return {
    shop,
    customer: person.customerId,
    orders: toJson(orders),
    rmas: toJson(rmas),
    claims: toJson(claims),
    calls: toJson(calls),
    timeline: toJson(events),
    mails: toJson(mails),
  };
}

/** Dates and big integers as JSON has them. */
function toJson(rows: unknown): Prisma.InputJsonValue {
  return JSON.parse(
    JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
  );
}

export interface NewDataExport {
  shop: string;
  customerId: string;
  requestId: string;
  at: Date;
  document: Prisma.InputJsonObject;
}

/** Keeps the file for the merchant; the same request asked twice makes one file. */
export async function saveDataExport(tx: Transaction, data: NewDataExport): Promise<string> {
  const fileName = `customer-data-request-${data.requestId}.json`;
  const existing = await tx.dataExport.findFirst({ where: { shop: data.shop, fileName } });
  if (existing === null) {
    const { shop, customerId, at, document } = data;
    await tx.dataExport.create({ data: { id: randomUUID(), shop, customerId, requestedAt: at, fileName, document } });
  }
  return fileName;
}

/** Every table of ours that names a shop, read from the schema so that a new table cannot be forgotten. */
const TABLES_WITH_SHOP = `
  SELECT table_name AS name FROM information_schema.columns
  WHERE table_schema = 'public' AND column_name = 'shop' ORDER BY table_name
`;

// The jobs of webhooks name deliveries and not their shop: those that name no other shop's.
const JOBS_OF_ITS_WEBHOOKS = `
  DELETE FROM pgboss.job AS j WHERE j.data ? 'deliveryIds' AND j.state <> 'active' AND NOT EXISTS (
    SELECT FROM jsonb_array_elements_text(j.data->'deliveryIds') AS named(id)
    LEFT JOIN webhook_delivery AS d ON d.id = named.id::bigint WHERE d.shop IS DISTINCT FROM $1
  ) RETURNING 1
`;

/** Removes everything of a shop: every table, its jobs and its dead letters (R43). Harmless to repeat. */
export async function forgetShop(tx: Transaction, shop: string): Promise<void> {
  await sqlOf(tx).query(JOBS_OF_ITS_WEBHOOKS, [shop]);
  const tables = await sqlOf(tx).query<{ name: string }>(TABLES_WITH_SHOP, []);
  for (const { name } of tables) {
    await sqlOf(tx).query(`DELETE FROM "${name.replaceAll('"', '""')}" WHERE shop = $1 RETURNING 1`, [shop]);
  }
  await sqlOf(tx).query(`DELETE FROM pgboss.job WHERE data->>'shop' = $1 AND state <> 'active' RETURNING 1`, [shop]);
}

/** A shop that uninstalled gets no work done: its plans, waiting jobs and tokens go (R43). */
export async function stopWorkOf(tx: Transaction, shop: string): Promise<void> {
  await stopMails(tx, shop);
  await tx.dueWork.deleteMany({ where: { shop } });
  await tx.session.deleteMany({ where: { shop } });
  await sqlOf(tx).query(
    `DELETE FROM pgboss.job WHERE data->>'shop' = $1 AND state IN ('created', 'retry') RETURNING 1`,
    [shop],
  );
}
