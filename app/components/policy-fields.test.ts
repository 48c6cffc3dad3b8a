import { describe, expect, it } from "vitest";
import { applySettings } from "~/domain/policy/apply-settings";
import { KOSO_PRESET } from "~/domain/policy/policy-settings";
import { flatSettings } from "~/domain/policy/settings-diff";
import {
  changesInForm,
  entriesOf,
  fieldOfError,
  FIELDS_OF,
  patchOf,
  rebase,
  subjectOf,
  SUBJECTS,
} from "./policy-fields";

const FIELDS = SUBJECTS.flatMap((subject) => FIELDS_OF[subject]);
const before = entriesOf(FIELDS, KOSO_PRESET);
const sent = (changed: Record<string, string | boolean>) => patchOf(FIELDS, before, { ...before, ...changed });

describe("the policy forms", () => {
  it("have every setting, each once", () => {
    const paths = FIELDS.map(({ path }) => path).sort();

    expect(paths).toEqual(
      flatSettings(KOSO_PRESET)
        .map(([path]) => path)
        .sort(),
    );
  });

  it("change nothing when nobody typed", () => {
    expect(sent({})).toEqual({});
  });

  it("send only what was changed", () => {
    const changed = {
      "return.windowDays": "45",
      "return.autoApprove": false,
      "electronic.types": " ECU \n\nGauges\n",
      "return.secondPersonAbove": " 500.00 ",
      "backorder.mode": "release",
      "dock.returnAddress": "1 rue du Quai\nSaint-Jean",
    };

    expect(sent(changed)).toEqual({
      return: { windowDays: 45, autoApprove: false, secondPersonAbove: "500.00" },
      electronic: { types: ["ECU", "Gauges"] },
      backorder: { mode: "release" },
      dock: { returnAddress: "1 rue du Quai\nSaint-Jean" },
    });
  });

  it("send nothing for a setting that was emptied where it may be empty", () => {
    const fields = FIELDS_OF.dock;
    const own = entriesOf(fields, { dock: { requireInvoiceCopy: true, returnAddress: "Here" } });

    expect(patchOf(fields, own, { ...own, "dock.returnAddress": " " })).toEqual({ dock: { returnAddress: null } });
    expect(sent({ "rma.prefix": "" })).toEqual({ rma: { prefix: "" } });
  });

  it.each([
    ["12,75", 12.75],
    ["12.75", 12.75],
    ["-1", -1],
    ["1.5", 1.5],
    ["", ""],
    ["1e3", "1e3"],
    ["thirty", "thirty"],
  ])("send %s as %s", (typed, value) => {
    expect(sent({ "return.restockFeePercent": typed })).toEqual({ return: { restockFeePercent: value } });
  });

  it("write every field back unchanged", () => {
    const nothing = Object.fromEntries(FIELDS.map(({ path, kind }) => [path, kind === "flag" ? !before[path] : "?"]));

    const settings = applySettings(KOSO_PRESET, patchOf(FIELDS, nothing, before));

    expect(settings).toEqual({ ok: true, value: KOSO_PRESET });
  });

  it("show an entry's error at its list, and a stranger's at none", () => {
    expect(fieldOfError(FIELDS, "electronic.tags.3")).toBe("electronic.tags");
    expect(fieldOfError(FIELDS, "return.windowDays")).toBe("return.windowDays");
    expect(fieldOfError(FIELDS_OF.dock, "return.windowDays")).toBeUndefined();
    expect([subjectOf("electronic.tags.3"), subjectOf("rma.prefix"), subjectOf("rma.nothing")]).toEqual([
      "electronic",
      "returns",
      undefined,
    ]);
  });

  it("say what they would change of the policy in force, and nothing of what cannot be read yet", () => {
    const entries = { ...before, "return.windowDays": "14", "return.rmaValidDays": "many", "rma.prefix": "KNA" };

    expect(changesInForm(FIELDS, KOSO_PRESET, entries)).toEqual([
      { path: "return.windowDays", before: 30, after: 14 },
      { path: "rma.prefix", before: "RMA", after: "KNA" },
    ]);
  });
});

describe("two people at one form", () => {
  const fields = FIELDS_OF.warranty.slice(0, 3);
  const base = { "warranty.months": "12", "warranty.claimAbandonedDays": "90", "warranty.countries": "CA" };

  it("lose nothing: mine stay, theirs come where I changed nothing, and what both changed is named", () => {
    const mine = { ...base, "warranty.months": "24", "warranty.countries": "CA\nUS" };
    const theirs = { ...base, "warranty.months": "6", "warranty.claimAbandonedDays": "30" };

    expect(rebase(fields, base, { mine, theirs })).toEqual({
      entries: { "warranty.months": "24", "warranty.claimAbandonedDays": "30", "warranty.countries": "CA\nUS" },
      both: ["warranty.months"],
    });
  });

  it("agree when they typed the same", () => {
    const mine = { ...base, "warranty.months": "24" };

    expect(rebase(fields, base, { mine, theirs: mine })).toEqual({ entries: mine, both: [] });
  });
});
