/**
 * What a column of a report holds. Codes are named in the reader's language, amounts are in minor units of the row's
 * `currency`, percentages are of a hundred, hours have fractions, months are the shop's (`2026-03`).
 */
export type ReportColumnKind =
  | "text"
  | "month"
  | "count"
  | "percent"
  | "hours"
  | "money"
  | "currency"
  | "person"
  | "reason"
  | "finding"
  | "breach"
  | "cause"
  | "status";

export interface ReportColumn {
  readonly name: string;
  readonly kind: ReportColumnKind;
}

/** Null where nothing is known: a person whom Shopify did not name, a product without a reason. */
export type ReportCell = string | number | null;
export type ReportRow = Readonly<Record<string, ReportCell>>;

interface ReportShape {
  readonly columns: readonly ReportColumn[];
  /** What a plot shows of each row: a label and a number. */
  readonly plot: { readonly label: string; readonly value: string };
}

const column =
  (kind: ReportColumnKind) =>
  (name: string): ReportColumn => ({ name, kind });
const count = column("count");
const money = column("money");
const currency: ReportColumn = { name: "currency", kind: "currency" };
const person: ReportColumn = { name: "person", kind: "person" };

/** What an inspection found to be behind a claim, the gravest first. */
export const CLAIM_CAUSES = ["manufacturing-defect", "install-damage", "misuse", "no-fault-found"] as const;

/** Claims by something: how many, how many of the inspected had no fault, how long they took, what they cost. */
const claimColumns = [
  ...["claims", "open"].map(count),
  column("percent")("noFaultRate"),
  column("hours")("timeToResolve"),
  money("cost"),
  currency,
];

/** The reports that a merchant can ask for, each over the days of a period. */
export const REPORTS = {
  fees: {
    columns: [
      { name: "month", kind: "month" },
      count("refunds"),
      ...["paidShare", "taken", "waived", "refunded"].map(money),
      currency,
    ],
    plot: { label: "month", value: "taken" },
  },
  "return-rate": {
    columns: [
      { name: "product", kind: "text" },
      ...["sold", "asked", "accepted"].map(count),
      { name: "rate", kind: "percent" },
      { name: "mainReason", kind: "reason" },
    ],
    plot: { label: "product", value: "accepted" },
  },
  "return-reasons": {
    columns: [{ name: "reason", kind: "reason" }, ...["requests", "units", "accepted"].map(count)],
    plot: { label: "reason", value: "units" },
  },
  breaches: {
    columns: [person, { name: "breach", kind: "breach" }, ...["cases", "open"].map(count), money("beyond"), currency],
    plot: { label: "breach", value: "cases" },
  },
  overrides: {
    columns: [
      person,
      { name: "finding", kind: "finding" },
      ...["cases", "bySecondPerson"].map(count),
      money("amount"),
      currency,
    ],
    plot: { label: "finding", value: "cases" },
  },
  "time-in-status": {
    columns: [
      { name: "status", kind: "status" },
      count("cases"),
      ...["median", "ninetieth", "longest"].map(column("hours")),
    ],
    plot: { label: "status", value: "median" },
  },
  "claims-by-product": {
    columns: [{ name: "product", kind: "text" }, ...claimColumns],
    plot: { label: "product", value: "claims" },
  },
  "claims-by-cause": {
    columns: [{ name: "cause", kind: "cause" }, ...claimColumns],
    plot: { label: "cause", value: "claims" },
  },
  "claims-by-model-year": {
    columns: [{ name: "modelYear", kind: "text" }, ...claimColumns],
    plot: { label: "modelYear", value: "claims" },
  },
  "claims-by-month": {
    columns: [{ name: "month", kind: "month" }, ...claimColumns],
    plot: { label: "month", value: "claims" },
  },
} as const satisfies Record<string, ReportShape>;

export type ReportName = keyof typeof REPORTS;
export const REPORT_NAMES = [
  "fees",
  "return-rate",
  "return-reasons",
  "breaches",
  "overrides",
  "time-in-status",
  "claims-by-product",
  "claims-by-cause",
  "claims-by-model-year",
  "claims-by-month",
] as const satisfies readonly ReportName[];

/** How many days back a report can look, today included. */
export const REPORT_PERIODS = [30, 90, 365] as const;
export type ReportPeriod = (typeof REPORT_PERIODS)[number];
