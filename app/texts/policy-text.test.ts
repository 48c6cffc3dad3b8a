import { describe, expect, it } from "vitest";
import { aPolicy } from "../../test/builders/judged-line.ts";
import { KOSO_PRESET, type PolicySettings } from "~/domain/policy/policy-settings";
import { flatSettings } from "~/domain/policy/settings-diff";
import { NEUTRAL_PRESET } from "~/domain/policy/presets";
import { LANGUAGES } from "./languages";
import { plainPolicyText } from "./plain-policy-text";
import { policyText, policyTexts } from "./policy-text";

const english = (patch: unknown = {}) => plainPolicyText(policyText(aPolicy(patch).settings, "en"));

describe("the policy's text", () => {
  it("says for the preset what the merchant's own policy says", () => {
    const text = english();

    for (const sentence of [
      "No return on electronic parts.",
      "All other items need to have an RMA number prior to be sent.",
      "You have 30 days from invoice date to contact us about a return.",
      "A copy of your invoice must be sent with each item returned.",
      "Restock fees of 25% applied on return goods.",
      "All back-ordered items will be shipped to you without notice as they become available.",
      "All refused back-orders are subject to a 25% restock fee.",
      "We take care of all warranty cases, no exception.",
      "(450-359-0604, 1-877-777-0604)",
      "purchased outside North America",
      "Warranty on our products is one year from the purchasing date.",
      "Excluded are: American Samoa, Guam,",
    ])
      expect(text).toContain(sentence);
  });

  it.each<[unknown, string]>([
    [{ return: { windowDays: 14 } }, "You have 14 days from invoice date"],
    [{ return: { restockFeePercent: 12.75 } }, "Restock fees of 12.75% applied"],
    [{ return: { restockFeePercent: 0 } }, "No restock fee is kept on return goods."],
    [{ return: { autoApprove: false } }, "A person looks at every request before a number is given."],
    [{ return: { rmaValidDays: 1 } }, "valid for 1 day from approval"],
    [{ backorder: { feePercentWhenRefused: 0 } }, "Refused back-orders are subject to no restock fee."],
    [{ backorder: { holdUntilComplete: true } }, "held and shipped as a whole"],
    [{ backorder: { delayNotice: true } }, "we tell you by e-mail"],
    [{ warranty: { months: 24 } }, "Warranty on our products is 2 years"],
    [{ warranty: { months: 18 } }, "Warranty on our products is 18 months"],
    [{ warranty: { countries: ["CA", "JP"] } }, "purchased outside Canada, Japan"],
    [{ warranty: { countries: [] } }, "No warranty is given."],
    [{ dock: { returnAddress: "1 rue du Quai\nSaint-Jean" } }, "Send returns to: 1 rue du Quai, Saint-Jean."],
  ])("follows the settings: %j", (patch, sentence) => {
    expect(english(patch)).toContain(sentence);
    expect(english()).not.toContain(sentence);
  });

  it.each<[unknown, string]>([
    [{ dock: { requireInvoiceCopy: false } }, "copy of your invoice"],
    [{ warranty: { excludedZones: [] } }, "Excluded are"],
    [{ warranty: { phones: [] } }, "450-359-0604"],
  ])("says nothing that no setting says: %j", (patch, sentence) => {
    expect(english()).toContain(sentence);
    expect(english(patch)).not.toContain(sentence);
  });

  it.each(LANGUAGES)("has every word in %s", (language) => {
    for (const settings of [KOSO_PRESET, NEUTRAL_PRESET, extreme()]) {
      const text = plainPolicyText(policyText(settings, language));

      expect(text).not.toMatch(/policyText\.|clauses\.|\{\{|undefined/);
    }
  });

  const extreme = (): PolicySettings =>
    aPolicy({ warranty: { months: 1, countries: ["DE"], excludedZones: ["DE-BE"] }, return: { windowDays: 1 } })
      .settings;

  it("covers settings by name, so that a new one is thought of here", () => {
    expect(flatSettings(KOSO_PRESET).map(([path]) => path)).toEqual([
      "return.windowDays",
      "return.restockFeePercent",
      "return.rmaValidDays",
      "return.autoApprove",
      "return.secondPersonAbove",
      "rma.prefix",
      "rma.firstNumber",
      "electronic.tags",
      "electronic.types",
      "electronic.categories",
      "electronic.vendors",
      "electronic.collections",
      "electronic.skuPrefixes",
      "backorder.mode",
      "backorder.holdUntilComplete",
      "backorder.feePercentWhenRefused",
      "backorder.delayNotice",
      "backorder.moveBetweenLocations",
      "warranty.months",
      "warranty.countries",
      "warranty.excludedZones",
      "warranty.phones",
      "warranty.claimAbandonedDays",
      "dock.requireInvoiceCopy",
      "dock.returnAddress",
      "breach.invoiceButton",
      "breach.alertTo",
    ]);
  });
});

describe("the texts for each place", () => {
  it.each(LANGUAGES)("say nothing in %s that the whole text does not say", (language) => {
    const { page, checkout, mail } = policyTexts(KOSO_PRESET, language);
    const whole = page.flatMap(({ sentences }) => sentences);

    expect(page).toEqual(policyText(KOSO_PRESET, language));
    for (const short of [checkout, mail]) {
      const sentences = short.flatMap((section) => section.sentences);
      expect(sentences.filter((sentence) => !whole.includes(sentence))).toEqual([]);
      expect(sentences.length).toBeLessThan(whole.length / 2);
    }
  });

  it("name before the purchase what cannot come back, the time, both fees and the warranty", () => {
    const { settings } = aPolicy({
      return: { windowDays: 14, restockFeePercent: 12.75 },
      backorder: { feePercentWhenRefused: 0, holdUntilComplete: true },
      warranty: { months: 24 },
    });

    expect(policyTexts(settings, "en").checkout).toEqual([
      {
        title: "Before you buy",
        sentences: [
          "No return on electronic parts.",
          "All other items need to have an RMA number prior to be sent.",
          "You have 14 days from invoice date to contact us about a return.",
          "Restock fees of 12.75% applied on return goods.",
          "All back-ordered items will be shipped to you without notice as they become available.",
          "Refused back-orders are subject to no restock fee.",
          "Warranty on our products is 2 years from the purchasing date.",
        ],
      },
    ]);
  });

  it("name in a mail where and how to send, as the dock's settings say", () => {
    const { settings } = aPolicy({ dock: { requireInvoiceCopy: false, returnAddress: "1 rue du Quai" } });
    const [mail] = policyTexts(settings, "en").mail;

    expect(mail?.sentences).toContain("Send returns to: 1 rue du Quai.");
    expect(mail?.sentences.join(" ")).not.toContain("copy of your invoice");
  });
});
