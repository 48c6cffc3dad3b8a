import type { PrismaClient } from "@prisma/client";
import {
  countActsByDay,
  countWaitingUnits,
  findDailyFigures,
  lastCountedDay,
  saveDailyFigures,
  type CountedFigure,
  type ShopDays,
} from "~/db/daily-figure-repository.server";
import { findShop } from "~/db/shop-repository.server";
import { addDays, calendarDateIn, type CalendarDate } from "~/domain/calendar-date";
import { daysWithFigures, type DayFigures } from "~/domain/trends";

/** How far back the trends look. */
const TREND_DAYS = 30;

const FLOWS = ["flags", "returns", "fees", "breaches"] as const;

/**
 * Counts the days that are over since the last count, at most as many as the trends show. Runs in the night, so that
 * nobody's page counts a month; the units that wait then stand for the end of the day before.
 */
export async function countDays(db: PrismaClient, { shop, at }: { shop: string; at: Date }): Promise<void> {
  const record = await findShop(db, shop);
  if (record === null) return;
  const yesterday = addDays(calendarDateIn(at, record.timeZone), -1);
  const first = await firstUncounted(db, shop, addDays(yesterday, 1 - TREND_DAYS));
  if (first > yesterday) return;
  const counted = await countActsByDay(db, record, { first, last: yesterday });
  const waiting = { day: yesterday, figure: "waiting", value: await countWaitingUnits(db, shop) };
  // A day without any act is a day with zeros, and is not counted again.
  await saveDailyFigures(db, shop, [...withZeros(first, yesterday, counted), waiting]);
}

function withZeros(first: CalendarDate, last: CalendarDate, counted: readonly CountedFigure[]): CountedFigure[] {
  const days = daysWithFigures(first, last, counted);
  return days.flatMap(({ day, ...figures }) => FLOWS.map((figure) => ({ day, figure, value: figures[figure] ?? 0 })));
}

async function firstUncounted(db: PrismaClient, shop: string, earliest: CalendarDate): Promise<CalendarDate> {
  const last = await lastCountedDay(db, shop, "flags");
  return last === null || last < earliest ? earliest : addDays(last, 1);
}

/** The last 30 days up to now: what was kept of days that are over, and today as it is at this moment. */
export async function readTrends(db: PrismaClient, shop: ShopDays, now: Date): Promise<DayFigures[]> {
  const today = calendarDateIn(now, shop.timeZone);
  const first = addDays(today, 1 - TREND_DAYS);
  const from = await firstUncounted(db, shop.shop, first);
  const [kept, live, waiting] = await Promise.all([
    findDailyFigures(db, shop.shop, first),
    countActsByDay(db, shop, { first: from, last: today }),
    countWaitingUnits(db, shop.shop),
  ]);
  const uncounted = withZeros(from, today, live);
  return daysWithFigures(first, today, [...kept, ...uncounted, { day: today, figure: "waiting", value: waiting }]);
}
