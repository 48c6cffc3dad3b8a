import { describe, expect, it } from "vitest";
import { applySettings } from "./apply-settings";
import { basisPoints, KOSO_PRESET, policySettings } from "./policy-settings";

const errorsOf = (patch: unknown) => {
  const result = applySettings(KOSO_PRESET, patch);
  return result.ok ? [] : result.error.map(({ path, code }) => `${path}: ${code}`);
};

const many = <T>(length: number, entry: (index: number) => T): T[] =>
  Array.from({ length }, (_, index) => entry(index));

describe("the preset", () => {
  it("is what the policy says", () => {
    expect(KOSO_PRESET).toEqual({
      return: { windowDays: 30, restockFeePercent: 25, rmaValidDays: 30, autoApprove: true, secondPersonAbove: null },
      rma: { prefix: "RMA", firstNumber: 100001 },
      electronic: {
        tags: ["electronic"],
        types: [],
        categories: [
          "gid://shopify/TaxonomyCategory/el",
          "gid://shopify/TaxonomyCategory/vp-1-3",
          "gid://shopify/TaxonomyCategory/vp-1-4-16",
        ],
        vendors: [],
        collections: [],
        skuPrefixes: [],
      },
      backorder: {
        mode: "fulfil",
        holdUntilComplete: false,
        feePercentWhenRefused: 25,
        delayNotice: false,
        moveBetweenLocations: false,
      },
      warranty: {
        months: 12,
        countries: ["CA", "US", "MX"],
        excludedZones: ["AS", "GU", "MP", "FM", "MH", "PW", "AE", "AP"],
        phones: ["450-359-0604", "1-877-777-0604"],
        claimAbandonedDays: 90,
      },
      dock: { requireInvoiceCopy: true, returnAddress: null },
      breach: { invoiceButton: false, alertTo: [] },
    });
  });

  it("is within its own bounds", () => {
    expect(policySettings.parse(KOSO_PRESET)).toEqual(KOSO_PRESET);
  });
});

describe("applySettings", () => {
  it("changes what is named and keeps everything else", () => {
    const result = applySettings(KOSO_PRESET, {
      return: { restockFeePercent: 12.75 },
      breach: { invoiceButton: true },
    });

    expect(result).toEqual({
      ok: true,
      value: {
        ...KOSO_PRESET,
        return: { ...KOSO_PRESET.return, restockFeePercent: 12.75 },
        breach: { ...KOSO_PRESET.breach, invoiceButton: true },
      },
    });
  });

  it("replaces a list as a whole", () => {
    const result = applySettings(KOSO_PRESET, { electronic: { tags: ["Gauge"] } });

    expect(result.ok && result.value.electronic.tags).toEqual(["Gauge"]);
  });

  it("leaves alone what is undefined", () => {
    expect(applySettings(KOSO_PRESET, { return: { windowDays: undefined }, rma: undefined })).toEqual({
      ok: true,
      value: KOSO_PRESET,
    });
  });

  it("cleans texts of surrounding blanks and codes of lower case", () => {
    const patch = {
      electronic: { tags: [" Gauge "] },
      warranty: { countries: ["ca"], excludedZones: ["us-hi", "Q ROO"] },
    };

    const result = applySettings(KOSO_PRESET, patch);

    expect(result.ok && result.value.electronic.tags).toEqual(["Gauge"]);
    expect(result.ok && result.value.warranty).toMatchObject({ countries: ["CA"], excludedZones: ["US-HI", "Q ROO"] });
  });

  it.each([
    [{ return: { windowDays: 1 } }],
    [{ return: { windowDays: 365, rmaValidDays: 365 } }],
    [{ return: { rmaValidDays: 1, secondPersonAbove: "500.00" } }],
    [{ return: { restockFeePercent: 0 } }],
    [{ return: { restockFeePercent: 100 } }],
    [{ return: { restockFeePercent: 33.33 } }],
    [{ return: { restockFeePercent: 14.35 } }],
    [{ backorder: { mode: "release", feePercentWhenRefused: 0.01 } }],
    [{ backorder: { mode: "request" } }],
    [{ warranty: { months: 1 } }],
    [{ warranty: { months: 120, claimAbandonedDays: 3650 } }],
    [{ warranty: { claimAbandonedDays: 1 } }],
    [{ rma: { prefix: "KNA2026AB9", firstNumber: 1 } }],
    [{ dock: { returnAddress: "1 rue du Quai, Saint-Jean" } }],
    [{ breach: { alertTo: ["desk@example.com"] } }],
    [{ electronic: { tags: Array.from({ length: 1000 }, (_, index) => `tag ${index}`) } }],
    [{ electronic: { types: ["x".repeat(255)] } }],
    [{ electronic: { tags: ["C++", "5* rated", "< 10 A", "$5 deal", "(new)"] } }],
    [{ dock: { returnAddress: "1 rue du Quai\nSaint-Jean (Québec)" } }],
  ])("takes %j", (patch) => {
    expect(errorsOf(patch)).toEqual([]);
  });

  it.each([
    [{ return: { restockFeePercent: 101 } }, "return.restockFeePercent: out-of-range"],
    [{ return: { restockFeePercent: -1 } }, "return.restockFeePercent: out-of-range"],
    [{ return: { restockFeePercent: 100.01 } }, "return.restockFeePercent: out-of-range"],
    [{ return: { restockFeePercent: 12.345 } }, "return.restockFeePercent: too-many-decimals"],
    [{ return: { restockFeePercent: "25" } }, "return.restockFeePercent: not-a-number"],
    [{ return: { restockFeePercent: Number.NaN } }, "return.restockFeePercent: not-a-number"],
    [{ return: { windowDays: 0 } }, "return.windowDays: out-of-range"],
    [{ return: { windowDays: 366 } }, "return.windowDays: out-of-range"],
    [{ return: { windowDays: 1.5 } }, "return.windowDays: not-a-whole-number"],
    [{ return: { windowDays: 0.5 } }, "return.windowDays: not-a-whole-number"],
    [{ return: { windowDays: null } }, "return.windowDays: not-a-number"],
    [{ return: { rmaValidDays: 0 } }, "return.rmaValidDays: out-of-range"],
    [{ return: { rmaValidDays: 366 } }, "return.rmaValidDays: out-of-range"],
    [{ return: { autoApprove: "yes" } }, "return.autoApprove: not-true-or-false"],
    [{ return: { secondPersonAbove: 500 } }, "return.secondPersonAbove: not-an-amount"],
    [{ return: { secondPersonAbove: "-5" } }, "return.secondPersonAbove: not-an-amount"],
    [{ return: { secondPersonAbove: "5.0001" } }, "return.secondPersonAbove: not-an-amount"],
    [{ return: { windowdays: 5 } }, "return.windowdays: unknown-setting"],
    [{ returns: {} }, "returns: unknown-setting"],
    [{ return: 5 }, "return: not-a-group"],
    [{ return: null }, "return: not-a-group"],
    [{ return: [] }, "return: not-a-group"],
    [{ rma: { prefix: "" } }, "rma.prefix: empty"],
    [{ rma: { prefix: "RMA-2" } }, "rma.prefix: not-a-prefix"],
    [{ rma: { prefix: "ABCDEFGHIJK" } }, "rma.prefix: not-a-prefix"],
    [{ rma: { firstNumber: 0 } }, "rma.firstNumber: out-of-range"],
    [{ rma: { firstNumber: 1e12 } }, "rma.firstNumber: out-of-range"],
    [{ electronic: { tags: "electronic" } }, "electronic.tags: not-a-list"],
    [{ electronic: { tags: ["a", 5] } }, "electronic.tags.1: not-text"],
    [{ electronic: { vendors: ["  "] } }, "electronic.vendors.0: empty"],
    [{ electronic: { types: ["x".repeat(256)] } }, "electronic.types.0: too-long"],
    [{ electronic: { tags: Array.from({ length: 1001 }, () => "x") } }, "electronic.tags: too-many"],
    [{ backorder: { mode: "ship" } }, "backorder.mode: not-an-option"],
    [{ backorder: { feePercentWhenRefused: 101 } }, "backorder.feePercentWhenRefused: out-of-range"],
    [{ warranty: { months: 0 } }, "warranty.months: out-of-range"],
    [{ warranty: { months: 121 } }, "warranty.months: out-of-range"],
    [{ warranty: { claimAbandonedDays: 0 } }, "warranty.claimAbandonedDays: out-of-range"],
    [{ warranty: { claimAbandonedDays: 3651 } }, "warranty.claimAbandonedDays: out-of-range"],
    [{ warranty: { countries: ["Canada"] } }, "warranty.countries.0: not-a-country-code"],
    [{ warranty: { excludedZones: ["US-"] } }, "warranty.excludedZones.0: not-a-zone-code"],
    [{ breach: { alertTo: ["desk"] } }, "breach.alertTo.0: not-an-e-mail-address"],
    [{ breach: { alertTo: ["a b@example.com"] } }, "breach.alertTo.0: not-an-e-mail-address"],
    [{ dock: { returnAddress: "" } }, "dock.returnAddress: empty"],
    [{ dock: { returnAddress: "1 rue du Quai\u0000" } }, "dock.returnAddress: control-character"],
    [{ dock: { returnAddress: "<b>1 rue du Quai</b>" } }, "dock.returnAddress: markup"],
    [{ warranty: { phones: ["<script>alert(1)</script>"] } }, "warranty.phones.0: markup"],
    [{ electronic: { tags: ["ok", "javascript:alert(1)"] } }, "electronic.tags.1: markup"],
    [{ electronic: { vendors: ["Two\nlines"] } }, "electronic.vendors.0: control-character"],
    [{ electronic: { tags: ["(a+)+$"] } }, "electronic.tags.0: pattern"],
    [{ electronic: { skuPrefixes: ["EL-*"] } }, "electronic.skuPrefixes.0: pattern"],
    [{ electronic: { types: ["^Gauges"] } }, "electronic.types.0: pattern"],
    [{ electronic: { types: ["Gauge.*"] } }, "electronic.types.0: pattern"],
    [null, ": not-a-group"],
    [[], ": not-a-group"],
    ["return", ": not-a-group"],
  ])("refuses %j with its path and code", (patch, error) => {
    expect(errorsOf(patch)).toEqual([error]);
  });

  it("says every fault at once, each unknown name by itself", () => {
    const patch = { return: { windowDays: 0, fee: 1, window: 2 }, warranty: { months: 1.5 } };

    expect(errorsOf(patch).sort()).toEqual([
      "return.fee: unknown-setting",
      "return.window: unknown-setting",
      "return.windowDays: out-of-range",
      "warranty.months: not-a-whole-number",
    ]);
  });

  it.each<[what: string, patch: () => unknown, first: string, count: number]>([
    ["10,000 tags", () => ({ electronic: { tags: many(10_000, () => "x") } }), "electronic.tags: too-many", 1],
    [
      "half a million entries",
      () => ({ warranty: { phones: many(500_000, () => 1) } }),
      "warranty.phones: too-many",
      1,
    ],
    ["1,000 bad entries", () => ({ warranty: { countries: many(1_000, () => "?") } }), "", 100],
    ["20,000 names", () => Object.fromEntries(many(20_000, (n) => [`name${n}`, 1])), "name0: unknown-setting", 100],
    ["a text of a megabyte", () => ({ breach: { alertTo: ["@".repeat(1e6)] } }), "breach.alertTo.0: too-long", 1],
    ["a hostile zone", () => ({ warranty: { excludedZones: ["A".repeat(254)] } }), "", 1],
  ])("refuses %s at once", (_what, patch, first, count) => {
    const given = patch();
    const from = performance.now();

    const errors = errorsOf(given);

    expect(performance.now() - from).toBeLessThan(1_000);
    expect(errors).toHaveLength(count);
    expect(errors[0]).toContain(first);
  });

  it.each([
    ['{"__proto__":{"windowDays":1}}', "__proto__: unknown-setting"],
    ['{"return":{"__proto__":{"windowDays":1}}}', "return.__proto__: unknown-setting"],
  ])("takes the name in %s for what it is: unknown", (json, error) => {
    const patch: unknown = JSON.parse(json);

    expect(errorsOf(patch)).toEqual([error]);
    expect({}).not.toHaveProperty("windowDays");
  });
});

describe("basisPoints", () => {
  it.each([
    [25, 2_500],
    [12.75, 1_275],
    [0.01, 1],
    [14.35, 1_435],
    [100, 10_000],
  ])("turns %d percent into %i, without a trace of binary fractions", (percentage, expected) => {
    expect(basisPoints(percentage)).toBe(expected);
  });
});
