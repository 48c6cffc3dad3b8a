import { z } from "zod";
import { findShop } from "~/db/shop-repository.server";
import { db } from "~/db.server";
import { readReport } from "~/db/reports/report-repository.server";
import { addDays, calendarDateIn } from "~/domain/calendar-date";
import { REPORT_NAMES, REPORT_PERIODS, REPORTS, type ReportName, type ReportPeriod } from "~/domain/reports";

const nameParam = z.enum(REPORT_NAMES);
// An address that a person edited shows the shortest period rather than an error.
const periodParam = z.coerce
  .number()
  .pipe(z.literal([...REPORT_PERIODS]))
  .catch(REPORT_PERIODS[0]);

interface AskedReport {
  name: ReportName;
  period: ReportPeriod;
}

/** The report that an address asks for. @throws 404 for a report that there is not. */
export function askedReport(name: string | undefined, search: URLSearchParams): AskedReport {
  const found = nameParam.safeParse(name);
  if (!found.success) throw Response.json({ error: "page-not-found" }, { status: 404 });
  return { name: found.data, period: periodParam.parse(search.get("days")) };
}

/** A report's rows over its period, which ends today on the shop's calendar, with its columns and days. */
export async function runReport(shop: string, { name, period }: AskedReport, now: Date) {
  const record = await findShop(db, shop);
  const timeZone = record?.timeZone ?? "UTC";
  const last = calendarDateIn(now, timeZone);
  const first = addDays(last, 1 - period);
  const rows = await readReport(db, name, { shop, timeZone, first, last });
  return { name, period, first, last, columns: REPORTS[name].columns, rows };
}
