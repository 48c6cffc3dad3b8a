/** A spreadsheet takes what begins so for a formula; a leading apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

/** One field by RFC 4180, safe to open in a spreadsheet. */
function csvField(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One record by RFC 4180 with its line end. */
export const csvRecord = (fields: readonly string[]): string => `${fields.map(csvField).join(",")}\r\n`;
