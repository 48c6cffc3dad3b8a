import { describe, expect, it } from "vitest";
import type { ReportColumnKind, ReportRow } from "~/domain/reports";
import { plainCell, shownCell } from "./report-cells";

const row: ReportRow = {
  month: "2026-03",
  taken: 3_425,
  currency: "CAD",
  person: "user:7",
  anna: "Anna",
  nobody: null,
  code: "unwanted",
  rate: 33.33,
  half: 12.504,
  sold: 1_234,
};
const column = (name: string, kind: ReportColumnKind) => ({ name, kind });

describe("a report's cell", () => {
  it.each<[string, ReportColumnKind, string, string]>([
    ["month", "month", "March 2026", "2026-03"],
    ["taken", "money", "$34.25", "34.25"],
    ["person", "person", "7", "7"],
    ["anna", "person", "Anna", "Anna"],
    ["nobody", "person", "<breaches.nobody>", ""],
    ["nobody", "reason", "–", ""],
    ["code", "reason", "<reason.unwanted>", "unwanted"],
    ["code", "finding", "<findings.unwanted.title>", "unwanted"],
    ["rate", "percent", "33.33%", "33.33"],
    ["half", "hours", "12.5 <reports.hours>", "12.50"],
    ["sold", "count", "1,234", "1234"],
    ["missing", "count", "–", ""],
  ])("%s as %s is read as %s and filed as %s", (name, kind, shown, plain) => {
    const reading = { locale: "en-CA", t: (key: string) => `<${key}>` };

    expect(shownCell(row, column(name, kind), reading)).toBe(shown);
    expect(plainCell(row, column(name, kind))).toBe(plain);
  });

  it("of a currency without decimals has none", () => {
    const yen = { taken: 3_425, currency: "JPY" };

    expect(plainCell(yen, column("taken", "money"))).toBe("3425");
  });

  it("names a month in French", () => {
    expect(shownCell(row, column("month", "month"), { locale: "fr-CA", t: (key) => key })).toBe("mars 2026");
  });
});
