import { addDays, type CalendarDate } from "./calendar-date";

/** What the trends show of each day: counts, money in minor units, and how many units wait at its end. */
export const FIGURES = ["flags", "returns", "fees", "waiting", "breaches"] as const;
export type Figure = (typeof FIGURES)[number];

/** The figures of one day; null where nobody counted. */
export type DayFigures = Readonly<Record<Figure, number | null>> & { readonly day: CalendarDate };

interface Counted {
  day: CalendarDate;
  figure: string;
  value: number;
}

/** Every day from `first` to `last`, with what was counted of it. */
export function daysWithFigures(first: CalendarDate, last: CalendarDate, counted: readonly Counted[]): DayFigures[] {
  const values = new Map(counted.map(({ day, figure, value }) => [`${day} ${figure}`, value]));
  const days: DayFigures[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const of = (figure: Figure): number | null => values.get(`${day} ${figure}`) ?? null;
    const flows = { flags: of("flags"), returns: of("returns"), fees: of("fees"), breaches: of("breaches") };
    days.push({ day, ...flows, waiting: of("waiting") });
  }
  return days;
}
