import { addDays, type CalendarDate } from "../calendar-date";
import type { BreachCode } from "./breach-codes";

/** How many days a digest looks back at most: after that long nobody waited for one. */
const MOST_DAYS = 7;

/** How many acts a digest lists. */
const MOST_ACTS = 50;

/** The days that a digest is about: those that are over since the last one; null when that was yesterday. */
export function daysToDigest(
  today: CalendarDate,
  lastTo: CalendarDate | null,
): { from: CalendarDate; to: CalendarDate } | null {
  const to = addDays(today, -1);
  const earliest = addDays(today, -MOST_DAYS);
  // Where there is none, yesterday is told: who has just named an address does not ask for the week before.
  const next = lastTo === null ? to : addDays(lastTo, 1);
  const from = next < earliest ? earliest : next;
  return from > to ? null : { from, to };
}

interface OpenedCase {
  readonly orderName: string;
  readonly code: BreachCode;
  readonly evidenceId: string;
  readonly currency: string;
  readonly amountMinor: number;
}

/** What was done, each act once whatever is wrong with it (R21), and all of it by currency. */
export function digestOf(opened: readonly OpenedCase[]) {
  const acts = [...Map.groupBy(opened, ({ evidenceId }) => evidenceId).values()].flatMap((cases) => {
    const [first] = cases;
    if (first === undefined) return [];
    const { orderName, currency, amountMinor: amount } = first;
    return [{ orderName, codes: cases.map(({ code }) => code), currency, amount }];
  });
  const sums = Map.groupBy(
    acts.filter(({ amount }) => amount > 0),
    ({ currency }) => currency,
  );
  const amounts = [...sums].map(([currency, of]) => ({
    currency,
    amount: of.reduce((sum, { amount }) => sum + amount, 0),
  }));
  return { acts: acts.slice(0, MOST_ACTS), more: Math.max(0, acts.length - MOST_ACTS), amounts };
}
