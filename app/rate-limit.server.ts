/** How much one caller may ask: so many at once, and so many a minute in the long run. */
interface RateLimit {
  burst: number;
  perMinute: number;
}

interface Bucket {
  left: number;
  at: number;
}

/** Callers that were not heard of for long are forgotten first; a forgotten one begins with a full bucket. */
const REMEMBERED = 20_000;

/**
 * Says whether a caller may go on. What is known is known to this process alone: a limit keeps one customer from wearing
 * out the shop's Admin API points, and with N processes N times as much does so no more (docs/decisions).
 */
export function createRateLimiter({ burst, perMinute }: RateLimit): (caller: string, at: Date) => boolean {
  const buckets = new Map<string, Bucket>();
  return (caller, at) => {
    const known = buckets.get(caller) ?? { left: burst, at: at.getTime() };
    const minutes = Math.max(0, at.getTime() - known.at) / 60_000;
    const left = Math.min(burst, known.left + minutes * perMinute);
    const mayGoOn = left >= 1;
    buckets.delete(caller);
    buckets.set(caller, { left: mayGoOn ? left - 1 : left, at: at.getTime() });
    const [oldest] = buckets.keys();
    if (buckets.size > REMEMBERED && oldest !== undefined) buckets.delete(oldest);
    return mayGoOn;
  };
}
