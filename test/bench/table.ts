import { isMet, type BenchRow } from "./bench-row.ts";

const HEAD = ["what", "baseline", "ours", "ratio or value", "goal", "met", "note"] as const;

/** Three significant digits; whole from a hundred on. */
function figure(value: number | null): string {
  if (value === null) return "–";
  if (!Number.isFinite(value)) return "∞";
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en-CA") : String(Number(value.toPrecision(3)));
}

function cells(row: BenchRow): string[] {
  const { name, baseline, ours, unit, note = "" } = row;
  const [result, goal] =
    "ratio" in row
      ? [`${figure(row.ratio)} ×`, `≥ ${figure(row.goal)} ×`]
      : [`${figure(row.value)} ${unit}`, `≤ ${figure(row.atMost)} ${unit}`];
  const measured = (value: number | null) => (value === null ? figure(value) : `${figure(value)} ${unit}`);
  return [name, measured(baseline), measured(ours), result, goal, isMet(row) ? "yes" : "**no**", note];
}

/** The rows as a Markdown table. */
export function markdownTable(rows: readonly BenchRow[]): string {
  const line = (texts: readonly string[]) => `| ${texts.join(" | ")} |`;
  const rule = HEAD.map((_title, column) => (column >= 1 && column <= 4 ? "--:" : "---"));
  return [line(HEAD), line(rule), ...rows.map((row) => line(cells(row)))].join("\n");
}

/**
 * Puts text between the two markers of that name in a document (`<!-- bench:name -->`, `<!-- /bench:name -->`).
 * @throws Error when the document has no such place.
 */
export function replaceSection(document: string, name: string, text: string): string {
  const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const from = document.indexOf(open);
  const to = document.indexOf(close);
  if (from === -1 || to < from) throw new Error(`The document has no place for "${name}".`);
  return `${document.slice(0, from + open.length)}\n\n${text}\n\n${document.slice(to)}`;
}
