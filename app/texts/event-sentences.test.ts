import { describe, expect, it } from "vitest";
import { ALL_TEXTS } from "./all-texts";
import { parseEventFacts } from "./event-facts";
import { linesOfEvent } from "./event-sentences";

const told = (details: unknown, language: "en" | "fr" = "en") =>
  linesOfEvent(parseEventFacts(details), ALL_TEXTS[language]);

const gauge = {
  sku: "RX2N",
  title: "RX-2N gauge",
  class: "electronic",
  rule: { kind: "tag", value: "electronic" },
  verdict: "deny",
  findings: ["electronic-part"],
};

describe("linesOfEvent", () => {
  it("tells for each line its verdict, the reason and the rule that made it electronic", () => {
    expect(told({ version: 2, lines: [gauge] })).toEqual([
      "RX2N: Not returnable · Electronic part · tag “electronic”",
      "Policy version 2",
    ]);
  });

  it("tells five lines and counts the rest", () => {
    const lines = Array.from({ length: 7 }, (_, index) => ({ ...gauge, sku: `RX${index}` }));

    const sentences = told({ lines });

    expect(sentences).toHaveLength(6);
    expect(sentences.at(-1)).toBe("and 2 more items");
  });

  it("tells what staff marked a product as", () => {
    expect(told({ mark: null })).toEqual(["Mark taken off: the rules decide"]);
    expect(told({ mark: true }, "fr")).toEqual(["Marqué comme non retournable"]);
    expect(told({ mark: false })).toEqual(["Marked as returnable"]);
    expect(told({ mark: "other" })).toEqual([]);
  });

  it("tells which tags came and which went", () => {
    const facts = { before: { tags: ["rma-desk:backorder"] }, after: { tags: ["rma-desk:non-returnable"] } };

    expect(told(facts)).toEqual(["Tags added: rma-desk:non-returnable", "Tags removed: rma-desk:backorder"]);
  });

  it("tells what of an order changed, and only that", () => {
    const before = { verdict: "deny", units: 4, cancelled: false };
    const after = { verdict: "allow", units: 3, cancelled: false };

    expect(told({ before, after }, "fr")).toEqual([
      "Unités\u00A0: 4 → 3",
      "Verdict\u00A0: Non retournable → Retournable",
    ]);
  });

  it("names settings as the form does", () => {
    const changed = {
      "return.windowDays": { before: 30, after: 45 },
      "electronic.types": { before: [], after: ["ECU"] },
    };

    expect(told({ version: 2, changed })).toEqual([
      "Days to ask for a return: 30 → 45",
      "Product types: – → ECU",
      "Policy version 2",
    ]);
  });

  it("tells why a mail was not sent", () => {
    const why = "The address does not exist or takes no mail";
    expect(told({ mail: "refunded", mailError: "mail-bounced" })).toEqual(["Refund paid", why]);
  });

  it("leaves alone what it does not understand", () => {
    expect(told({ lines: "many", before: 3, version: "2", other: {} })).toEqual([]);
  });
});
