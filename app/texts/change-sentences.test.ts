import { describe, expect, it } from "vitest";
import { aPolicy } from "../../test/builders/judged-line.ts";
import { CONTRADICTIONS } from "~/domain/policy/contradictions";
import { KOSO_PRESET, type PolicySettings } from "~/domain/policy/policy-settings";
import { changedSettings } from "~/domain/policy/settings-diff";
import { ALL_TEXTS } from "./all-texts";
import { changeSentences } from "./change-sentences";
import { LANGUAGES, readerOf } from "./languages";

const sentences = (patch: unknown, language: "en" | "fr" = "en") =>
  changeSentences(
    changedSettings(KOSO_PRESET, aPolicy(patch).settings),
    ALL_TEXTS[language],
    readerOf(language).locale,
  );

const EVERYTHING: PolicySettings = aPolicy({
  return: { windowDays: 14, restockFeePercent: 12.75, rmaValidDays: 1, autoApprove: false, secondPersonAbove: "500" },
  rma: { prefix: "KNA", firstNumber: 7 },
  electronic: { tags: [], types: ["a"], categories: [], vendors: ["a"], collections: ["a"], skuPrefixes: ["a"] },
  backorder: {
    mode: "release",
    holdUntilComplete: true,
    feePercentWhenRefused: 0,
    delayNotice: true,
    moveBetweenLocations: true,
  },
  warranty: { months: 24, countries: [], excludedZones: [], phones: [], claimAbandonedDays: 1 },
  dock: { requireInvoiceCopy: false, returnAddress: "Here" },
  breach: { invoiceButton: true, alertTo: ["a@b.example"] },
}).settings;

describe("what a change means", () => {
  it.each<[unknown, string[]]>([
    [{ return: { windowDays: 14 } }, ["14 days to ask for a return instead of 30."]],
    [{ return: { windowDays: 1 } }, ["1 day to ask for a return instead of 30."]],
    [{ return: { restockFeePercent: 12.75 } }, ["A restock fee of 12.75% instead of 25% is kept on returned goods."]],
    [{ return: { autoApprove: false } }, ["Requests that the policy allows wait for a person."]],
    [
      { return: { secondPersonAbove: "500.00" } },
      ["Amount above which an override needs a second person: 500.00 instead of none"],
    ],
    [
      { backorder: { mode: "release" } },
      ["When stock comes in: Put them in the queue to fulfil instead of Ship at once, without notice"],
    ],
    [{ electronic: { tags: ["Gauge", "LED"] } }, ["Tags: Gauge, LED added", "Tags: electronic removed"]],
    [{ electronic: { tags: ["electronic", ..."abcdefg"] } }, ["Tags: a, b, c, d, e and 2 more added"]],
    [{ warranty: { countries: ["MX", "US", "CA"] } }, ["Countries (two-letter codes): another order"]],
    [{}, []],
  ])("says of %j: %j", (patch, expected) => {
    expect(sentences(patch)).toEqual(expected);
  });

  it.each(LANGUAGES)("has words for every setting in %s", (language) => {
    const texts = ALL_TEXTS[language];
    const changes = changedSettings(KOSO_PRESET, EVERYTHING);
    const back = changedSettings(EVERYTHING, KOSO_PRESET);

    const said = [...changeSentences(changes, texts, "en-CA"), ...changeSentences(back, texts, "en-CA")];

    expect(changes).toHaveLength(27);
    expect(said.filter((sentence) => /policy\.|\{\{|undefined/.test(sentence))).toEqual([]);
    expect(changes.filter(({ path }) => !texts.exists(`policy.field.${path}`))).toEqual([]);
    expect(CONTRADICTIONS.filter((code) => !texts.exists(`policy.warning.${code}`))).toEqual([]);
  });
});
