import { readFileSync } from "node:fs";
import type { Subscription } from "./types.ts";

export interface MetafieldDefinition {
  owner: string;
  key: string;
  type: string;
  name: string;
}

/** What an app declares in `shopify.app.toml` and Shopify keeps: no API call sets these up. */
export interface DeclaredApp {
  scopes: readonly string[];
  subscriptions: readonly Subscription[];
  /** Under the app-reserved namespace `$app`. */
  definitions: readonly MetafieldDefinition[];
  apiVersion: string;
}

type Table = Map<string, string | readonly string[]>;

/** Reads tables, strings and one-line lists of strings: what shopify.app.toml uses, and no more. */
function readTables(text: string): { name: string; values: Table }[] {
  const tables: { name: string; values: Table }[] = [{ name: "", values: new Map() }];
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const header = /^\[\[?([^\]]+)\]\]?$/.exec(line);
    if (header) {
      tables.push({ name: (header[1] ?? "").trim(), values: new Map() });
      continue;
    }
    const pair = /^([\w.]+)\s*=\s*(.+)$/.exec(line);
    if (!pair)
      throw new Error(`shopify.app.toml, line ${index + 1}: only keys with a value on the same line are read.`);
    tables.at(-1)?.values.set(pair[1] ?? "", readValue(pair[2] ?? ""));
  }
  return tables;
}

const readValue = (text: string): string | readonly string[] => {
  const strings = [...text.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? "");
  return text.startsWith("[") ? strings : (strings[0] ?? text.trim());
};

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

/** Reads what the app declares from the repository's `shopify.app.toml`. */
export function readDeclaredApp(file: URL = new URL("../../shopify.app.toml", import.meta.url)): DeclaredApp {
  const tables = readTables(readFileSync(file, "utf8"));
  const text = (table: string, key: string) => {
    const value = tables.find(({ name }) => name === table)?.values.get(key);
    return typeof value === "string" ? value : "";
  };
  return {
    scopes: text("access_scopes", "scopes")
      .split(",")
      .map((scope) => scope.trim())
      .filter((scope) => scope !== ""),
    subscriptions: tables
      .filter(({ name }) => name === "webhooks.subscriptions")
      .map(({ values }) => subscriptionOf(values)),
    definitions: tables.flatMap(({ name, values }) => definitionOf(name, values)),
    apiVersion: text("webhooks", "api_version"),
  };
}

function subscriptionOf(values: Table): Subscription {
  const topics = [...listOf(values.get("topics")), ...listOf(values.get("compliance_topics"))];
  const includeFields = values.get("include_fields");
  return includeFields === undefined ? { topics } : { topics, includeFields: listOf(includeFields) };
}

function definitionOf(name: string, values: Table): MetafieldDefinition[] {
  const match = /^(\w+)\.metafields\.app\.(\w+)$/.exec(name);
  if (!match) return [];
  const [, owner = "", key = ""] = match;
  const type = values.get("type");
  const title = values.get("name");
  return [
    {
      owner: owner.toUpperCase(),
      key,
      type: typeof type === "string" ? type : "",
      name: typeof title === "string" ? title : key,
    },
  ];
}
