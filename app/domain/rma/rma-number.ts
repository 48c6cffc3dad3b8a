/** A quasigroup of order ten without fixed twins: every single wrong digit and every swapped pair of neighbours is caught (Damm 2004). */
const DAMM = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const;

const LEAST_DIGITS = 6;

/** `RMA-` + six or more digits + `-` + check digit (R10): 100001 → `RMA-100001-5`. */
export function formatRmaNumber(prefix: string, serial: bigint): string {
  const digits = serial.toString().padStart(LEAST_DIGITS, "0");
  return `${prefix.toUpperCase()}-${digits}-${dammDigit(digits)}`;
}

const PRINTED = /^([A-Z0-9]{1,10})-(\d{6,18})-?(\d)$/;
/** Typed without dashes: the prefix must end in a letter, else nobody could say where it ends. */
const RUN_TOGETHER = /^([A-Z0-9]{0,9}[A-Z])(\d{6,18})(\d)$/;

/**
 * What a person typed or a scanner read, in the form the number was issued in; null when it is no RMA number or its check
 * digit is wrong. Case, spaces and dashes do not matter. Numbers are looked up as a whole: an old prefix stays valid.
 */
export function parseRmaNumber(text: string): string | null {
  const typed = text.replaceAll(/\s+/g, "").toUpperCase();
  const [, prefix, digits, check] = PRINTED.exec(typed) ?? RUN_TOGETHER.exec(typed) ?? [];
  if (prefix === undefined || digits === undefined) return null;
  return String(dammDigit(digits)) === check ? `${prefix}-${digits}-${check}` : null;
}

function dammDigit(digits: string): number {
  let interim = 0;
  for (const digit of digits) interim = DAMM[interim]?.[Number(digit)] ?? 0;
  return interim;
}
