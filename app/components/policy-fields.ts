/** How a setting is entered: a number, yes or no, or a list with one entry a line. */
type FieldKind = "number" | "flag" | "list";

export interface Field {
  path: string;
  kind: FieldKind;
}

/** The settings that a person edits here, in the order of the form; the rest come with the features that use them. */
export const FIELD_GROUPS: readonly { name: "return" | "electronic" | "warranty"; fields: readonly Field[] }[] = [
  {
    name: "return",
    fields: [
      { path: "return.windowDays", kind: "number" },
      { path: "return.restockFeePercent", kind: "number" },
      { path: "return.rmaValidDays", kind: "number" },
      { path: "return.autoApprove", kind: "flag" },
    ],
  },
  {
    name: "electronic",
    fields: [
      { path: "electronic.tags", kind: "list" },
      { path: "electronic.types", kind: "list" },
      { path: "electronic.categories", kind: "list" },
      { path: "electronic.vendors", kind: "list" },
      { path: "electronic.collections", kind: "list" },
      { path: "electronic.skuPrefixes", kind: "list" },
    ],
  },
  {
    name: "warranty",
    fields: [
      { path: "warranty.months", kind: "number" },
      { path: "warranty.countries", kind: "list" },
      { path: "warranty.excludedZones", kind: "list" },
      { path: "warranty.phones", kind: "list" },
    ],
  },
];

export const FIELDS: readonly Field[] = FIELD_GROUPS.flatMap(({ fields }) => fields);

/** What stands in the form: text as typed, or a ticked box; by path. */
export type Entries = Readonly<Record<string, string | boolean>>;

type Settings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The form as it looks before anyone has typed. */
export function entriesOf(settings: Settings): Entries {
  return Object.fromEntries(FIELDS.map(({ path, kind }) => [path, entryOf(valueAt(settings, path), kind)]));
}

function valueAt(settings: Settings, path: string): unknown {
  const [group = "", name = ""] = path.split(".");
  return settings[group]?.[name];
}

function entryOf(value: unknown, kind: FieldKind): string | boolean {
  if (kind === "flag") return value === true;
  return Array.isArray(value) ? value.join("\n") : String(value);
}

/**
 * The part of the policy that was changed. What is no number goes on as text: the server refuses it with the same
 * code as anyone else's. French writes its decimals with a comma.
 */
export function patchOf(before: Entries, after: Entries): Record<string, Record<string, unknown>> {
  const patch: Record<string, Record<string, unknown>> = {};
  for (const { path, kind } of FIELDS) {
    const entry = after[path];
    if (entry === undefined || entry === before[path]) continue;
    const [group = "", name = ""] = path.split(".");
    patch[group] = { ...patch[group], [name]: settingOf(entry, kind) };
  }
  return patch;
}

function settingOf(entry: string | boolean, kind: FieldKind): unknown {
  if (typeof entry === "boolean") return entry;
  const text = entry.trim();
  if (kind === "number") return /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : text;
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** The field that an error belongs to: its own path, or that of the list it is an entry of. */
export const fieldOfError = (path: string): string | undefined =>
  FIELDS.find((field) => path === field.path || path.startsWith(`${field.path}.`))?.path;
