import { z } from "zod";
import { addDays, endOfDay, type CalendarDate } from "~/domain/calendar-date";
import type { Figure } from "~/domain/trends";
import { sqlOf, type Db } from "~/db.server";

export interface ShopDays {
  shop: string;
  timeZone: string;
  /** Fees taken in another currency are not added to these. */
  currency: string;
}

export interface CountedFigure {
  day: CalendarDate;
  figure: string;
  value: number;
}

// bigint comes as such from sums and as a number from counts; figures of a day are far below the limit of either.
const whole = z.union([z.int(), z.bigint().transform(Number)]).pipe(z.int());
const countedRow = z.object({ day: z.string(), figure: z.string(), value: whole });

const COUNT = `
  SELECT (at AT TIME ZONE $4)::date::text AS day,
         CASE code WHEN 'order-flagged' THEN 'flags' WHEN 'number-issued' THEN 'returns'
                   WHEN 'breach-opened' THEN 'breaches' ELSE 'fees' END AS figure,
         sum(CASE WHEN code <> 'refund-paid' THEN 1
                  WHEN details->>'currency' = $5 THEN (details->>'fee')::bigint ELSE 0 END)::bigint AS value
  FROM case_event
  WHERE shop = $1 AND at >= $2 AND at < $3
    AND code IN ('order-flagged', 'number-issued', 'breach-opened', 'refund-paid')
  GROUP BY 1, 2
`;

/** What happened on each day from `first` to `last`, counted from the timelines; a figure without an act is missing. */
export async function countActsByDay(
  db: Db,
  { shop, timeZone, currency }: ShopDays,
  { first, last }: { first: CalendarDate; last: CalendarDate },
): Promise<CountedFigure[]> {
  const from = new Date(endOfDay(addDays(first, -1), timeZone).getTime() + 1);
  const until = new Date(endOfDay(last, timeZone).getTime() + 1);
  return z.array(countedRow).parse(await sqlOf(db).query(COUNT, [shop, from, until, timeZone, currency]));
}

/** How many units wait for stock now. */
export async function countWaitingUnits(db: Db, shop: string): Promise<number> {
  const { _sum } = await db.orderSnapshot.aggregate({
    where: { shop, waitingUnits: { gt: 0 } },
    _sum: { waitingUnits: true },
  });
  return _sum.waitingUnits ?? 0;
}

/** Keeps the figures of days that are over; what was kept before stays. */
export async function saveDailyFigures(db: Db, shop: string, figures: readonly CountedFigure[]): Promise<void> {
  await db.dailyFigure.createMany({
    data: figures.map(({ day, figure, value }) => ({ shop, day, figure, value: BigInt(value) })),
    skipDuplicates: true,
  });
}

/** The figures kept of days from `first` on, oldest first. */
export async function findDailyFigures(db: Db, shop: string, first: CalendarDate): Promise<CountedFigure[]> {
  const rows = await db.dailyFigure.findMany({ where: { shop, day: { gte: first } }, orderBy: { day: "asc" } });
  return rows.map(({ day, figure, value }) => ({ day, figure, value: Number(value) }));
}

/** The last day of which this figure was kept; null when none was. */
export async function lastCountedDay(db: Db, shop: string, figure: Figure): Promise<CalendarDate | null> {
  const { _max } = await db.dailyFigure.aggregate({ where: { shop, figure }, _max: { day: true } });
  return _max.day;
}
