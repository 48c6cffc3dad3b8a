import { existsSync, readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import { readTables, textIn, type Table } from "./toml.ts";

/** An extension as its `shopify.extension.toml` declares it: what Shopify knows of it once it is deployed. */
export interface DeclaredExtension {
  folder: string;
  type: string;
  handle: string;
  uid: string;
  /** `t:` and the path of a text in its locale files, or the name itself. */
  name: string;
  description: string;
  targets: readonly { target: string; url: string | undefined }[];
  /** What a Flow trigger tells, or a Flow action is given. Reference fields have no key of their own. */
  fields: readonly { type: string; key: string | undefined; description: string | undefined }[];
  /** Of a Flow action: the path that Flow calls, and what it gets back. */
  action: { path: string; schema: string; returns: string } | null;
}

const ROOT = new URL("../../extensions/", import.meta.url);

/** Every extension of the repository. One file may declare several. */
export const readDeclaredExtensions = (): DeclaredExtension[] =>
  readdirSync(ROOT)
    .filter((folder) => existsSync(fileOf(folder)))
    .flatMap((folder) => extensionsIn(folder, readTables(fileOf(folder))));

const fileOf = (folder: string): URL => new URL(`${folder}/shopify.extension.toml`, ROOT);

function extensionsIn(folder: string, tables: readonly { name: string; values: Table }[]): DeclaredExtension[] {
  // The CLI gives what stands outside of `[[extensions]]` to every extension of the file.
  const fields = tables
    .filter(({ name }) => name === "settings.fields")
    .map(({ values }) => ({
      type: textIn(values, "type") ?? "",
      key: textIn(values, "key"),
      description: textIn(values, "description"),
    }));
  const starts = tables.flatMap(({ name }, index) => (name === "extensions" ? [index] : []));
  return starts.map((start, index) => {
    const [own, ...below] = tables.slice(start, starts[index + 1]);
    const text = (key: string) => (own && textIn(own.values, key)) ?? "";
    const targets = below
      .filter(({ name }) => name === "extensions.targeting")
      .map(({ values }) => ({ target: textIn(values, "target") ?? "", url: textIn(values, "url") }));
    return {
      ...{ folder, type: text("type"), handle: text("handle"), uid: text("uid"), name: text("name") },
      ...{ description: text("description"), targets, fields },
      action: text("type") === "flow_action" ? actionOf(folder, text) : null,
    };
  });
}

const actionOf = (folder: string, text: (key: string) => string) => ({
  path: text("runtime_url"),
  schema: readFileSync(new URL(`${folder}/${text("schema")}`, ROOT), "utf8"),
  returns: text("return_type_ref"),
});

/** Locale files hold texts in any depth. */
interface Texts {
  [key: string]: string | Texts;
}
const texts: z.ZodType<Texts> = z.lazy(() => z.record(z.string(), z.union([z.string(), texts])));

/** What Shopify calls an extension in a language. @throws Error when its locale files do not say. */
export function nameIn({ folder, name }: Pick<DeclaredExtension, "folder" | "name">, language: "en" | "fr"): string {
  if (!name.startsWith("t:")) return name;
  const file = new URL(`${folder}/locales/${language === "en" ? "en.default" : language}.json`, ROOT);
  const found = name
    .slice(2)
    .split(".")
    .reduce<string | Texts | undefined>(
      (at, key) => (typeof at === "object" ? at[key] : undefined),
      texts.parse(JSON.parse(readFileSync(file, "utf8"))),
    );
  if (typeof found === "string") return found;
  throw new Error(`${folder}: ${name} has no text in ${language}.`);
}
