import { describe, expect, it } from "vitest";
import { FINDING_CLAUSES, type FindingCode } from "~/domain/policy/finding-codes";
import { textFor } from "./finding-texts";

// Object.keys forgets that the keys are codes.
const CODES = Object.keys(FINDING_CLAUSES) as FindingCode[];

describe("textFor", () => {
  it("quotes the policy's clause in both languages", () => {
    expect(textFor("electronic-part", { rule: "tag", value: "electronic" })).toEqual({
      en: "Electronic parts cannot be returned. Our policy: “No return on electronic parts.”",
      fr: "Les pièces électroniques ne peuvent pas être retournées. Notre politique\u00A0: «\u00A0Aucun retour sur les pièces électroniques.\u00A0»",
    });
  });

  it("says the last day as a calendar date that no time zone moves", () => {
    const text = textFor("return-window-closed", {
      asked: 1,
      available: 0,
      lastDay: "2026-03-02",
      askedOn: "2026-03-03",
    });

    expect(text.en).toContain("The last day to ask for a return was Mar 2, 2026.");
    expect(text.fr).toContain("Le dernier jour pour demander un retour était le 2 mars 2026.");
  });

  it("quotes the version's own number of days where it is known, and none where it is not", () => {
    expect(textFor("return-window-closed", { windowDays: 45 }).en).toContain("You have 45 days from invoice date");
    expect(textFor("return-window-closed", {}).en).toContain("You have a set number of days from invoice date");
  });

  it("writes the fee's percentage as each language does", () => {
    expect(textFor("merchant-fault", { feePercent: 12.75 }).en).toContain("Restock fees of 12.75% applied");
    expect(textFor("merchant-fault", { feePercent: 12.75 }).fr).toContain(
      "Des frais de restockage de 12,75\u00A0% s’appliquent",
    );
  });

  it("counts the units that remain, also when it is none", () => {
    expect(textFor("quantity-not-available", { asked: 3, available: 0 }).en).toContain(
      "Units that can still be returned: 0.",
    );
  });

  it("points electronics under warranty to a claim", () => {
    expect(textFor("under-warranty", { warrantyUntil: "2027-01-31" }).en).toContain(
      "under warranty until Jan 31, 2027",
    );
  });

  it.each(CODES)("leaves no placeholder open for %s without facts", (code) => {
    const { en, fr } = textFor(code, {});

    expect(`${en} ${fr}`).not.toMatch(/\{\{|undefined|findings\.|clauses\./);
  });
});
