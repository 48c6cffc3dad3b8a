import type { SettingChange, SettingsPatch, SettingValue } from "~/domain/policy/settings-diff";

/** How a setting is entered: a number, yes or no, a list with one entry a line, a line, several lines, or a choice. */
type FieldKind = "number" | "flag" | "list" | "text" | "lines" | "option";

export interface Field {
  path: string;
  kind: FieldKind;
  options?: readonly string[];
  /** An empty entry means that nothing is set. */
  nullable?: true;
}

const SUBJECT_NAMES = ["returns", "electronic", "backorders", "warranty", "dock", "messages"] as const;
export type Subject = (typeof SUBJECT_NAMES)[number];
export const SUBJECTS: readonly Subject[] = SUBJECT_NAMES;

/** Every setting on the page of its subject, in the order of the form. */
export const FIELDS_OF: Readonly<Record<Subject, readonly Field[]>> = {
  returns: [
    { path: "return.windowDays", kind: "number" },
    { path: "return.restockFeePercent", kind: "number" },
    { path: "return.rmaValidDays", kind: "number" },
    { path: "return.secondPersonAbove", kind: "text", nullable: true },
    { path: "rma.prefix", kind: "text" },
    { path: "rma.firstNumber", kind: "number" },
    { path: "return.autoApprove", kind: "flag" },
  ],
  electronic: [
    { path: "electronic.tags", kind: "list" },
    { path: "electronic.types", kind: "list" },
    { path: "electronic.categories", kind: "list" },
    { path: "electronic.vendors", kind: "list" },
    { path: "electronic.collections", kind: "list" },
    { path: "electronic.skuPrefixes", kind: "list" },
  ],
  backorders: [
    { path: "backorder.mode", kind: "option", options: ["fulfil", "release", "request"] },
    { path: "backorder.feePercentWhenRefused", kind: "number" },
    { path: "backorder.holdUntilComplete", kind: "flag" },
    { path: "backorder.moveBetweenLocations", kind: "flag" },
  ],
  warranty: [
    { path: "warranty.months", kind: "number" },
    { path: "warranty.claimAbandonedDays", kind: "number" },
    { path: "warranty.countries", kind: "list" },
    { path: "warranty.excludedZones", kind: "list" },
    { path: "warranty.phones", kind: "list" },
  ],
  dock: [
    { path: "dock.returnAddress", kind: "lines", nullable: true },
    { path: "dock.requireInvoiceCopy", kind: "flag" },
  ],
  messages: [
    { path: "breach.alertTo", kind: "list" },
    { path: "breach.invoiceButton", kind: "flag" },
    { path: "backorder.delayNotice", kind: "flag" },
  ],
};

/** The subject whose page has a setting. */
export const subjectOf = (path: string): Subject | undefined =>
  SUBJECTS.find((subject) => fieldOfError(FIELDS_OF[subject], path) !== undefined);

/** What stands in the form: text as typed, or a ticked box; by path. */
export type Entries = Readonly<Record<string, string | boolean>>;

/** The form as it looks before anyone has typed. */
export function entriesOf(fields: readonly Field[], settings: SettingsPatch): Entries {
  return Object.fromEntries(fields.map((field) => [field.path, entryOf(valueAt(settings, field.path), field)]));
}

function valueAt(settings: SettingsPatch, path: string): SettingValue {
  const [group = "", name = ""] = path.split(".");
  return settings[group]?.[name] ?? null;
}

function entryOf(value: SettingValue, { kind }: Field): string | boolean {
  if (kind === "flag") return value === true;
  if (value === null) return "";
  return typeof value === "object" ? value.join("\n") : String(value);
}

/**
 * The part of the policy that was changed. What is no number goes on as text: the server refuses it with the same
 * code as anyone else's. French writes its decimals with a comma.
 */
export function patchOf(fields: readonly Field[], before: Entries, after: Entries): SettingsPatch {
  const patch: Record<string, Record<string, SettingValue>> = {};
  for (const field of fields) {
    const entry = after[field.path];
    if (entry === undefined || entry === before[field.path]) continue;
    const [group = "", name = ""] = field.path.split(".");
    patch[group] = { ...patch[group], [name]: settingOf(entry, field) };
  }
  return patch;
}

function settingOf(entry: string | boolean, { kind, nullable }: Field): SettingValue {
  if (typeof entry === "boolean") return entry;
  const text = entry.trim();
  if (nullable && text === "") return null;
  if (kind === "number") return /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : text;
  if (kind !== "list") return text;
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** What the form would change of the policy in force; entries that cannot be a value yet say nothing. */
export function changesInForm(fields: readonly Field[], published: SettingsPatch, entries: Entries): SettingChange[] {
  const patch = patchOf(fields, entriesOf(fields, published), entries);
  return fields.flatMap(({ path }) => {
    const [before, after] = [valueAt(published, path), valueAt(patch, path)];
    const [group = "", name = ""] = path.split(".");
    const isChanged = patch[group] !== undefined && name in patch[group];
    const isReadable = typeof before !== "number" || typeof after === "number";
    return isChanged && isReadable ? [{ path, before, after }] : [];
  });
}

/** Somebody else saved in between: theirs where this person changed nothing, and what both changed. */
export function rebase(
  fields: readonly Field[],
  base: Entries,
  { mine, theirs }: { mine: Entries; theirs: Entries },
): { entries: Entries; both: string[] } {
  const isOurs = (path: string) => mine[path] !== base[path];
  const entries = fields.map(({ path }) => [path, (isOurs(path) ? mine[path] : theirs[path]) ?? ""] as const);
  const both = fields.filter(({ path }) => isOurs(path) && theirs[path] !== base[path] && theirs[path] !== mine[path]);
  return { entries: Object.fromEntries(entries), both: both.map(({ path }) => path) };
}

/** The field that an error belongs to: its own path, or that of the list it is an entry of. */
export const fieldOfError = (fields: readonly Field[], path: string): string | undefined =>
  fields.find((field) => path === field.path || path.startsWith(`${field.path}.`))?.path;
