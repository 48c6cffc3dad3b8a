/** Decimal strings at the edge, integer minor units inside. The store computes alone: it borrows nothing from the app. */

const DECIMALS: Readonly<Record<string, number>> = {
  BHD: 3,
  CLP: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KRW: 0,
  KWD: 3,
  OMR: 3,
  PYG: 0,
  TND: 3,
  UGX: 0,
  VND: 0,
  XAF: 0,
  XOF: 0,
};

/** How many decimals a currency has (ISO 4217). */
export const decimalsOf = (currency: string): number => DECIMALS[currency] ?? 2;

/** @throws Error for anything but a decimal with at most the currency's decimals. */
export function toMinor(amount: string, currency: string): number {
  const decimals = decimalsOf(currency);
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  const fraction = match?.[3] ?? "";
  if (!match || fraction.replace(/0+$/, "").length > decimals)
    throw new Error(`"${amount}" is no amount in ${currency}.`);
  const minor = Number(`${match[2]}${fraction.slice(0, decimals).padEnd(decimals, "0")}`);
  if (!Number.isSafeInteger(minor)) throw new Error(`"${amount}" is too large.`);
  return match[1] === "-" ? -minor : minor;
}

/** With exactly the currency's decimals: `1234` in CAD is `12.34`. */
export function toDecimal(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = String(Math.abs(minor)).padStart(decimals + 1, "0");
  const sign = minor < 0 ? "-" : "";
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** amount × numerator ÷ denominator, rounded half up; exact for any safe integers. Amounts are not negative here. */
export function proportion(amount: number, numerator: number, denominator: number): number {
  const doubled = 2n * BigInt(amount) * BigInt(numerator) + BigInt(denominator);
  return Number(doubled / (2n * BigInt(denominator)));
}

/** What units `from + 1` to `from + count` of `of` take of a total: shares are cumulative (RULES R15), so parts always sum to it. */
export function shareOfUnits(total: number, units: { from: number; count: number; of: number }): number {
  if (units.of === 0) return 0;
  return proportion(total, units.from + units.count, units.of) - proportion(total, units.from, units.of);
}

/** Spreads an amount by weight; what whole minor units leave over goes to the largest remainders, first come first served. */
export function spread(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (sum === 0n) return weights.map((_weight, index) => (index === 0 ? amount : 0));
  const parts = weights.map((weight, index) => {
    const exact = BigInt(amount) * BigInt(weight);
    return { index, whole: Number(exact / sum), remainder: exact % sum };
  });
  let left = amount - parts.reduce((total, { whole }) => total + whole, 0);
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1,
  );
  for (const part of byRemainder) {
    if (left === 0) break;
    part.whole += 1;
    left -= 1;
  }
  return parts.map(({ whole }) => whole);
}

/** A decimal rate ("0.14975") as a fraction, so that taxes are exact. */
function toFraction(rate: string): { numerator: number; denominator: number } {
  const match = /^(\d+)(?:\.(\d{1,8}))?$/.exec(rate);
  if (!match) throw new Error(`"${rate}" is no tax rate.`);
  const fraction = match[2] ?? "";
  return { numerator: Number(`${match[1]}${fraction}`), denominator: 10 ** fraction.length };
}

/** Tax on a base, rounded half up: on top of it, or the part of it that is tax when prices include theirs. */
export function taxOn(base: number, rate: string, included: boolean): number {
  const { numerator, denominator } = toFraction(rate);
  return proportion(base, numerator, included ? denominator + numerator : denominator);
}
