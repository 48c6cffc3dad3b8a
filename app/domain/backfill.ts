/** How the reading of a shop's history goes on; the last three are its ends. */
export const BACKFILL_STATES = [
  "asked",
  "running",
  "staging",
  "judging",
  "showing",
  "done",
  "cancelled",
  "failed",
] as const;
export type BackfillState = (typeof BACKFILL_STATES)[number];

const ENDS: ReadonlySet<BackfillState> = new Set(["done", "cancelled", "failed"]);

export const isBackfillOver = (state: BackfillState): boolean => ENDS.has(state);

interface Course {
  readonly done: number;
  readonly total: number;
  /** Seconds since it began until it was last heard of. */
  readonly seconds: number;
}

/** How fast work goes on and how long it will take from here; null while there is too little to measure by. */
export function pace({ done, total, seconds }: Course): { perSecond: number; secondsLeft: number } | null {
  if (done <= 0 || seconds < 1) return null;
  const perSecond = done / seconds;
  return { perSecond, secondsLeft: Math.ceil(Math.max(0, total - done) / perSecond) };
}

/** What may become of a bulk operation that came to nothing: it is begun anew, a few times. */
export const MOST_BACKFILL_FAILURES = 5;

const DAY_MS = 86_400_000;

/** Without the scope `read_all_orders` Shopify shows an app no order that is older. */
const DAYS_SHOWN_TO_ALL = 60;

/** How far back a person may ask for: a year is what every warranty needs that still runs (R28). */
export const HISTORY_SPANS = ["recent", "year", "all"] as const;

const DAYS = { recent: DAYS_SHOWN_TO_ALL, year: 366 } as const;

/** The instant from which on orders are asked for; null for all of them. */
export const historySince = (span: (typeof HISTORY_SPANS)[number], at: Date): Date | null =>
  span === "all" ? null : new Date(at.getTime() - DAYS[span] * DAY_MS);

/** Whether orders are asked for that only an app with `read_all_orders` is shown. */
export const needsAllOrders = (since: Date | null, at: Date): boolean =>
  since === null || at.getTime() - since.getTime() > DAYS_SHOWN_TO_ALL * DAY_MS;
