import { describe, expect, it } from "vitest";
import { aPolicy } from "../../../test/builders/judged-line.ts";
import { contradictionsOf } from "./contradictions";
import { KOSO_PRESET } from "./policy-settings";

const found = (patch: unknown) =>
  contradictionsOf(aPolicy(patch).settings).map(({ path, code, facts }) => `${path}: ${code} ${JSON.stringify(facts)}`);

describe("contradictionsOf", () => {
  it("finds none in the preset", () => {
    expect(contradictionsOf(KOSO_PRESET)).toEqual([]);
  });

  it.each([
    [
      { electronic: { tags: ["Gauge", "belt", "gauge "] } },
      'electronic.tags.2: same-entry {"entry":"gauge","first":"Gauge"}',
    ],
    [
      { electronic: { categories: ["el", "gid://shopify/TaxonomyCategory/EL"] } },
      'electronic.categories.1: same-entry {"entry":"gid://shopify/TaxonomyCategory/EL","first":"el"}',
    ],
    [{ electronic: { categories: ["el", "el-7"] } }, 'electronic.categories: covered-entry {"entry":"el-7","by":"el"}'],
    [
      { electronic: { skuPrefixes: ["EL-2", "el-"] } },
      'electronic.skuPrefixes: covered-entry {"entry":"EL-2","by":"el-"}',
    ],
    [{ electronic: { tags: [], categories: [] } }, "electronic.tags: no-electronic-rule {}"],
    [
      { return: { restockFeePercent: 100 }, backorder: { feePercentWhenRefused: 100 } },
      "return.restockFeePercent: fee-keeps-everything {}",
    ],
    [
      { return: { restockFeePercent: 25.01 } },
      'backorder.feePercentWhenRefused: refusing-is-cheaper {"refused":25,"fee":25.01}',
    ],
    [{ return: { secondPersonAbove: "0.00" } }, "return.secondPersonAbove: second-person-always {}"],
    [{ warranty: { countries: [] } }, "warranty.countries: no-country {}"],
    [{ warranty: { phones: [] } }, "warranty.phones: no-phone {}"],
    [
      { warranty: { excludedZones: ["DE-BE"] } },
      'warranty.excludedZones.0: zone-outside-countries {"zone":"DE-BE","country":"DE"}',
    ],
    [
      { warranty: { countries: ["CA"], excludedZones: ["YT", "GU"] } },
      'warranty.excludedZones.1: zone-outside-countries {"zone":"GU","country":"US"}',
    ],
    [{ warranty: { excludedZones: ["CA"] } }, 'warranty.excludedZones.0: zone-named-like-country {"zone":"CA"}'],
  ])("explains %j", (patch, warning) => {
    expect(found(patch)).toEqual([warning]);
  });

  it.each([
    [{ electronic: { categories: ["el", "elx", "vp-1"] } }],
    [{ electronic: { skuPrefixes: ["EL-", "RX"], tags: ["el"], types: ["el"] } }],
    [{ electronic: { tags: [], categories: [], vendors: ["Sparks"] } }],
    [{ return: { restockFeePercent: 25, secondPersonAbove: "0.01" } }],
    [{ backorder: { feePercentWhenRefused: 99 } }],
    [{ warranty: { excludedZones: ["CA-NL", "HI", "Q ROO"] } }],
  ])("has nothing to say of %j", (patch) => {
    expect(found(patch)).toEqual([]);
  });
});
