import type { Db } from "~/db.server";

export interface DataExportRow {
  id: string;
  customerId: string;
  requestedAt: string;
  fileName: string;
}

/** The files made for data requests that the merchant may still fetch, newest first. */
export async function dataExports(db: Db, shop: string): Promise<DataExportRow[]> {
  const rows = await db.dataExport.findMany({
    where: { shop },
    orderBy: { requestedAt: "desc" },
    take: 100,
    select: { id: true, customerId: true, requestedAt: true, fileName: true },
  });
  return rows.map((row) => ({ ...row, requestedAt: row.requestedAt.toISOString() }));
}

/** One of them with its content; null when it is not this shop's or is gone. */
export async function dataExport(
  db: Db,
  shop: string,
  id: string,
): Promise<{ fileName: string; document: unknown } | null> {
  return db.dataExport.findFirst({ where: { shop, id }, select: { fileName: true, document: true } });
}
