import { err, ok, type Result } from "./result";

/** ISO 4217 currencies whose minor unit is not a hundredth. */
const EXPONENTS: ReadonlyMap<string, number> = new Map([
  ...["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF"].map((code) => [code, 0] as const),
  ...["UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"].map((code) => [code, 0] as const),
  ...["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].map((code) => [code, 3] as const),
]);

/** Decimals of a currency (ISO 4217): CAD 2, JPY 0, KWD 3. */
export const currencyExponent = (currency: string): number => EXPONENTS.get(currency) ?? 2;

export type AmountError = "not-an-amount" | "too-precise" | "too-large";

const AMOUNT = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * A decimal string as Shopify writes it ("229.95", "1999.0", "-3") in integer minor units, exactly.
 * Digits beyond the currency's decimals must be zero; amounts beyond 2^53 minor units are refused.
 */
export function parseAmount(text: string, currency: string): Result<number, AmountError> {
  const match = AMOUNT.exec(text);
  if (!match) return err("not-an-amount");
  const exponent = currencyExponent(currency);
  const [, sign, whole = "", fraction = ""] = match;
  if (/[1-9]/.test(fraction.slice(exponent))) return err("too-precise");
  const minor = Number(whole + fraction.slice(0, exponent).padEnd(exponent, "0"));
  if (!Number.isSafeInteger(minor)) return err("too-large");
  return ok(sign === "-" && minor > 0 ? -minor : minor);
}

/** Minor units with exactly the currency's decimals and no sign or name of the currency: 3425 CAD → "34.25". */
export function formatAmount(minor: number, currency: string): string {
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, "0");
  const sign = minor < 0 ? "-" : "";
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/**
 * a × b ÷ c, rounded half up, exact even where a × b is beyond 2^53.
 * All three are whole, a and b not negative, c positive; anything else, or a result beyond 2^53, throws RangeError.
 */
export function mulDivHalfUp(a: number, b: number, c: number): number {
  const product = a * b;
  if (!(a >= 0 && b >= 0 && c > 0 && Number.isInteger(c))) throw new RangeError("Amounts cannot be split like that");
  if (!Number.isSafeInteger(product)) return mulDivExactly(a, b, c);
  const rest = product % c;
  const quotient = (product - rest) / c;
  return rest >= c - rest ? quotient + 1 : quotient;
}

function mulDivExactly(a: number, b: number, c: number): number {
  // BigInt() itself refuses what is not whole. Twice the product over twice c turns half up into rounding down.
  const divisor = BigInt(c);
  const rounded = Number((2n * BigInt(a) * BigInt(b) + divisor) / (2n * divisor));
  if (!Number.isSafeInteger(rounded)) throw new RangeError("The amount is beyond 2^53 minor units");
  return rounded;
}
