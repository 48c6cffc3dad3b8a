import { formatDate, formatInstant, formatMoney, formatTime } from "~/texts/format";
import { useReading } from "./reader";
import { useShop } from "./shop";

// Locale data differs between editions of the server's and the browser's library; the browser's word stands.

/** A calendar date in the reader's format. */
export function Day({ date }: { date: string }) {
  const { locale } = useReading();
  return (
    <time dateTime={date} suppressHydrationWarning>
      {formatDate(date, locale)}
    </time>
  );
}

/** An instant in the shop's time zone, as date and time or as time only. */
export function Moment({ at, only }: { at: string; only?: "time" }) {
  const { locale } = useReading();
  const { timeZone } = useShop();
  const text = only === "time" ? formatTime(at, timeZone, locale) : formatInstant(at, timeZone, locale);
  return (
    <time dateTime={at} suppressHydrationWarning>
      {text}
    </time>
  );
}

/** An exact amount (decimal string) in the reader's format. */
export function Money({ amount, currency }: { amount: string; currency: string }) {
  const { locale } = useReading();
  return <span suppressHydrationWarning>{formatMoney(amount, currency, locale)}</span>;
}
