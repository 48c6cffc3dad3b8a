/**
 * Formatting in the reader's locale. Servers and browsers carry different editions of the locale data, which differ
 * in the kind of space they use: every one becomes the no-break space, so that both render the same text. So do those of
 * a time of day in French (`7 h 56`), which no line may tear apart.
 */
const steady = (text: string): string =>
  text.replace(/[\u2009\u202F\u00A0]/g, "\u00A0").replace(/(?<=\d) h (?=\d)/, "\u00A0h\u00A0");

/** French counts the first of a month and no other day: `1er mars`. The locale data does not know it. */
const withOrdinal = (date: string, locale: string): string =>
  locale.startsWith("fr") ? date.replace(/^1(?= \p{L})/u, "1er") : date;

/**
 * A calendar date (`YYYY-MM-DD`), e.g. `Mar 2, 2026`. It is no instant: no time zone may move it.
 */
export function formatDate(date: string, locale: string): string {
  const midnight = new Date(`${date}T00:00:00Z`);
  const text = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(midnight);
  return withOrdinal(steady(text), locale);
}

/** A month (`YYYY-MM`), e.g. `Mar 2026`. */
export function formatMonth(month: string, locale: string): string {
  const style = { month: "short", year: "numeric", timeZone: "UTC" } as const;
  return steady(new Intl.DateTimeFormat(locale, style).format(new Date(`${month}-01T00:00:00Z`)));
}

/** An instant (ISO 8601) as date and time in the shop's time zone. */
export function formatInstant(instant: string, timeZone: string, locale: string): string {
  const style = { dateStyle: "medium", timeStyle: "short", timeZone } as const;
  return withOrdinal(steady(new Intl.DateTimeFormat(locale, style).format(new Date(instant))), locale);
}

/** The time of day of an instant in the shop's time zone. */
export function formatTime(instant: string, timeZone: string, locale: string): string {
  return steady(new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone }).format(new Date(instant)));
}

/**
 * An exact amount, given as a decimal string with the currency's decimals: the string goes to `Intl` as it is and
 * never through a floating-point number.
 */
export function formatMoney(amount: string, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  return steady(isDecimal(amount) ? format.format(amount) : amount);
}

const isDecimal = (amount: string): amount is `${number}` => /^-?\d+(\.\d+)?$/.test(amount);

/** A whole or fractional count in the reader's digits. */
export function formatNumber(value: number, locale: string): string {
  return steady(new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value));
}

/** A percentage of at most two decimals; 25 means 25 %. */
export function formatPercent(value: number, locale: string): string {
  return steady(new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(value / 100));
}
