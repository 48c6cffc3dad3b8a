import { readFileSync } from "node:fs";

export type Table = ReadonlyMap<string, string | readonly string[]>;

/** Reads tables, strings and one-line lists of strings: what the app's TOML files use, and no more. */
export function readTables(file: URL): { name: string; values: Table }[] {
  const tables: { name: string; values: Map<string, string | readonly string[]> }[] = [{ name: "", values: new Map() }];
  for (const [index, raw] of readFileSync(file, "utf8").split("\n").entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const header = /^\[\[?([^\]]+)\]\]?$/.exec(line);
    if (header) {
      tables.push({ name: (header[1] ?? "").trim(), values: new Map() });
      continue;
    }
    const pair = /^([\w.]+)\s*=\s*(.+)$/.exec(line);
    if (!pair)
      throw new Error(`${file.pathname}, line ${index + 1}: only keys with a value on the same line are read.`);
    tables.at(-1)?.values.set(pair[1] ?? "", readValue(pair[2] ?? ""));
  }
  return tables;
}

const readValue = (text: string): string | readonly string[] => {
  const strings = [...text.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? "");
  return text.startsWith("[") ? strings : (strings[0] ?? text.trim());
};

/** A value that stands alone; undefined when it is a list or not there. */
export const textIn = (values: Table, key: string): string | undefined => {
  const value = values.get(key);
  return typeof value === "string" ? value : undefined;
};
