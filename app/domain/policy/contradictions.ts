import { plain, plainCategory } from "./classify-product";
import type { PolicySettings } from "./policy-settings";

/** Settings that are each allowed and together say something the merchant may not mean. */
export const CONTRADICTIONS = [
  "same-entry",
  "covered-entry",
  "no-electronic-rule",
  "fee-keeps-everything",
  "refusing-is-cheaper",
  "second-person-always",
  "no-country",
  "zone-outside-countries",
  "zone-named-like-country",
  "no-phone",
] as const;
type Contradiction = (typeof CONTRADICTIONS)[number];

/** One of them: the setting that it stands at, and the values that explain it. */
export interface PolicyWarning {
  readonly path: string;
  readonly code: Contradiction;
  readonly facts: Readonly<Record<string, string | number>>;
}

/**
 * What contradicts itself in a policy, or has no effect beside something else. None of it is silently put in an order or
 * forbidden: the merchant reads what it means and decides.
 */
export const contradictionsOf = (settings: PolicySettings): PolicyWarning[] => [
  ...returnContradictions(settings),
  ...listContradictions(settings.electronic),
  ...regionContradictions(settings.warranty),
];

const warn = (
  isSo: boolean,
  path: string,
  [code, facts = {}]: [code: Contradiction, facts?: PolicyWarning["facts"]],
): PolicyWarning[] => (isSo ? [{ path, code, facts }] : []);

function returnContradictions({ return: returns, backorder }: PolicySettings): PolicyWarning[] {
  const { restockFeePercent: fee, secondPersonAbove } = returns;
  const refused = backorder.feePercentWhenRefused;
  return [
    ...warn(fee === 100, "return.restockFeePercent", ["fee-keeps-everything"]),
    ...warn(refused < fee, "backorder.feePercentWhenRefused", ["refusing-is-cheaper", { refused, fee }]),
    ...warn(secondPersonAbove !== null && Number(secondPersonAbove) === 0, "return.secondPersonAbove", [
      "second-person-always",
    ]),
  ];
}

type ListName = keyof PolicySettings["electronic"];

/** Whether one entry says all that another says. */
type Covers = (wide: string, narrow: string) => boolean;

const COVERED: Readonly<Partial<Record<ListName, Covers>>> = {
  categories: (wide, narrow) => narrow.startsWith(`${wide}-`),
  skuPrefixes: (wide, narrow) => narrow.startsWith(wide),
};

const LISTS: readonly ListName[] = ["tags", "types", "categories", "vendors", "collections", "skuPrefixes"];

function listContradictions(electronic: PolicySettings["electronic"]): PolicyWarning[] {
  const isEmpty = LISTS.every((name) => electronic[name].length === 0);
  return [
    ...warn(isEmpty, "electronic.tags", ["no-electronic-rule"]),
    ...LISTS.flatMap((name) => entryContradictions(name, electronic[name])),
  ];
}

function entryContradictions(name: ListName, entries: readonly string[]): PolicyWarning[] {
  const normalise = name === "categories" ? plainCategory : plain;
  const seen = new Map<string, string>();
  const repeated: PolicyWarning[] = [];
  for (const [index, entry] of entries.entries()) {
    const key = normalise(entry);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, entry);
    else repeated.push({ path: `electronic.${name}.${index}`, code: "same-entry", facts: { entry, first } });
  }
  return [...repeated, ...coveredEntries(name, seen)];
}

function coveredEntries(name: ListName, seen: ReadonlyMap<string, string>): PolicyWarning[] {
  const covers = COVERED[name];
  if (covers === undefined) return [];
  return [...seen].flatMap(([narrow, entry]) => {
    const by = [...seen].find(([wide]) => wide !== narrow && covers(wide, narrow));
    return by === undefined ? [] : [{ path: `electronic.${name}`, code: "covered-entry", facts: { entry, by: by[1] } }];
  });
}

/** Zones that are written alone and that only the United States have. */
const ZONES_OF_THE_US: ReadonlySet<string> = new Set([
  "AS",
  "GU",
  "MP",
  "FM",
  "MH",
  "PW",
  "AE",
  "AP",
  "AA",
  "PR",
  "VI",
]);

function regionContradictions({ countries, excludedZones, phones }: PolicySettings["warranty"]): PolicyWarning[] {
  const listed = new Set(countries);
  const zones = excludedZones.flatMap((zone, index) => {
    const path = `warranty.excludedZones.${index}`;
    const country = countryOf(zone);
    return [
      ...warn(country !== null && !listed.has(country), path, [
        "zone-outside-countries",
        { zone, country: country ?? "" },
      ]),
      ...warn(listed.has(zone), path, ["zone-named-like-country", { zone }]),
    ];
  });
  return [
    ...warn(countries.length === 0, "warranty.countries", ["no-country"]),
    ...warn(phones.length === 0, "warranty.phones", ["no-phone"]),
    ...(countries.length === 0 ? [] : zones),
  ];
}

/** `DE-BE` names its country, `GU` can only be one of the United States; other zones may be anywhere. */
function countryOf(zone: string): string | null {
  const named = /^([A-Z]{2})-/.exec(zone)?.[1];
  return named ?? (ZONES_OF_THE_US.has(zone) ? "US" : null);
}
