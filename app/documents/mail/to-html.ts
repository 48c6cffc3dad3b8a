import type { Figure, Letter, Part } from "./letter";

/** The five characters that mean something in HTML; what people wrote is never markup. */
const escapeHtml = (words: string): string => words.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

// Mail programs drop style sheets, so each element carries its own. Nothing is loaded from anywhere.
const STYLE = {
  body: "margin:0;padding:0;background:#f3f4f6;color:#1f2328;",
  page: "max-width:600px;margin:0 auto;padding:24px 20px;background:#ffffff;font:16px/1.5 Arial,Helvetica,sans-serif;overflow-wrap:anywhere;",
  title: "margin:0 0 16px;font-size:22px;line-height:1.3;",
  heading: "margin:24px 0 8px;font-size:17px;line-height:1.3;",
  text: "margin:0 0 12px;white-space:pre-line;",
  list: "margin:0 0 12px;padding-left:24px;",
  item: "margin:0 0 4px;",
  // Columns of fixed shares: a number keeps to one line on a telephone, and a word without end breaks.
  table: "width:100%;margin:0 0 12px;border-collapse:collapse;table-layout:fixed;",
  label: "width:50%;padding:4px 12px 4px 0;text-align:left;font-weight:normal;vertical-align:top;color:#4b5563;",
  value: "padding:4px 0;text-align:right;vertical-align:top;",
  strong: "font-weight:bold;color:#1f2328;",
  quote: "margin:0 0 8px;padding:2px 0 2px 12px;border-left:3px solid #c9cdd3;color:#4b5563;",
  address: "margin:0 0 12px;padding:12px;border:1px solid #c9cdd3;font-style:normal;font-weight:bold;",
  from: "margin:24px 0 0;font-weight:bold;",
} as const;

/** A mail as an HTML document: readable on a telephone and aloud, without images, scripts or anything remote. */
export function toHtml({ language, title, parts, from }: Letter): string {
  const body = [
    `<h1 style="${STYLE.title}">${escapeHtml(title)}</h1>`,
    ...parts.map(partHtml),
    `<p style="${STYLE.from}">${escapeHtml(from)}</p>`,
  ].join("\n");
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escapeHtml(title)}</title>
</head>
<body style="${STYLE.body}">
<main style="${STYLE.page}">
${body}
</main>
</body>
</html>
`;
}

function partHtml(part: Part): string {
  switch (part.kind) {
    case "text":
      return `<p style="${STYLE.text}">${escapeHtml(part.text)}</p>`;
    case "heading":
      return `<h2 style="${STYLE.heading}">${escapeHtml(part.text)}</h2>`;
    case "list":
      return `<ul style="${STYLE.list}">${part.items.map(itemHtml).join("")}</ul>`;
    case "figures":
      return `<table style="${STYLE.table}">${part.rows.map(figureHtml).join("")}</table>`;
    case "quote":
      return `<blockquote style="${STYLE.quote}">${escapeHtml(part.text)}</blockquote>`;
    case "address":
      return `<address style="${STYLE.address}">${part.lines.map(escapeHtml).join("<br>")}</address>`;
  }
}

const itemHtml = (item: string): string => `<li style="${STYLE.item}">${escapeHtml(item)}</li>`;

function figureHtml({ label, value, strong }: Figure): string {
  const weight = strong ? STYLE.strong : "";
  const head = `<th scope="row" style="${STYLE.label}${weight}">${escapeHtml(label)}</th>`;
  return `<tr>${head}<td style="${STYLE.value}${weight}">${escapeHtml(value)}</td></tr>`;
}
