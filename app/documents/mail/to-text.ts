import type { Figure, Letter, Part } from "./letter";

/** A mail as plain text: the whole of what its HTML says. */
export function toText({ title, parts, from }: Letter): string {
  return [title, ...parts.map(partText), from].join("\n\n") + "\n";
}

function partText(part: Part): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "heading":
      return `${part.text}\n${"-".repeat(Math.min(part.text.length, 60))}`;
    case "list":
      return part.items.map((item) => `- ${item}`).join("\n");
    case "figures":
      return part.rows.map(figureText).join("\n");
    case "quote":
      return `> ${part.text.replaceAll("\n", "\n> ")}`;
    case "address":
      return part.lines.map((line) => `  ${line}`).join("\n");
  }
}

const figureText = ({ label, value }: Figure): string => `${label}: ${value}`;
