import { z } from "zod";
import { staffNames } from "~/db/staff-repository.server";
import { sqlOf, type Db } from "~/db.server";
import { addDays, endOfDay, type CalendarDate } from "~/domain/calendar-date";
import { REPORTS, type ReportCell, type ReportName, type ReportRow } from "~/domain/reports";
import { REPORT_STATEMENTS } from "./report-statements";

interface ReportQuestion {
  shop: string;
  timeZone: string;
  /** Both days inclusive, in the shop's time zone. */
  first: CalendarDate;
  last: CalendarDate;
}

// bigint comes from sums of amounts, which stay far below 2^53 minor units.
const cell = z.union([z.string(), z.number(), z.bigint().transform(Number), z.null()]);

/** The rows of one report over a period, in the order in which they are shown. People go by their names where known. */
export async function readReport(db: Db, name: ReportName, question: ReportQuestion): Promise<ReportRow[]> {
  const { shop, timeZone, first, last } = question;
  const from = new Date(endOfDay(addDays(first, -1), timeZone).getTime() + 1);
  const until = new Date(endOfDay(last, timeZone).getTime() + 1);
  const [rows, names] = await Promise.all([
    sqlOf(db).query(REPORT_STATEMENTS[name], [shop, from, until]),
    staffNames(db, shop),
  ]);
  const known = z.array(z.record(z.string(), cell)).parse(rows);
  return known.map((row) => namePeople(name, row, names));
}

function namePeople(name: ReportName, row: ReportRow, names: ReadonlyMap<string, string>): ReportRow {
  const people = REPORTS[name].columns.filter(({ kind }) => kind === "person");
  const named = people.map(({ name: column }): [string, ReportCell] => {
    const by = row[column] ?? null;
    return [column, names.get(String(by)) ?? by];
  });
  return { ...row, ...Object.fromEntries(named) };
}
