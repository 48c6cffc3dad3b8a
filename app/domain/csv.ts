/**
 * A spreadsheet takes what begins so for a formula, also after blanks and on a later line of a field, and in the wide
 * forms of East Asian keyboards; a leading apostrophe makes it text.
 */
const FORMULA = /(?:^|[\r\n])[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\s\u00a0\ufeff]*[\t\r\n]/u;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** One field by RFC 4180, safe to open in a spreadsheet; a number stays a number. */
function csvField(value: string): string {
  const safe = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One record by RFC 4180 with its line end. */
export const csvRecord = (fields: readonly string[]): string => `${fields.map(csvField).join(",")}\r\n`;
