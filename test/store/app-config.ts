import { readTables, textIn, type Table } from "./toml.ts";
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

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

/** Reads what the app declares from the repository's `shopify.app.toml`. */
export function readDeclaredApp(file: URL = new URL("../../shopify.app.toml", import.meta.url)): DeclaredApp {
  const tables = readTables(file);
  const text = (table: string, key: string) => {
    const values = tables.find(({ name }) => name === table)?.values;
    return (values && textIn(values, key)) ?? "";
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
  return [{ owner: owner.toUpperCase(), key, type: textIn(values, "type") ?? "", name: textIn(values, "name") ?? key }];
}
