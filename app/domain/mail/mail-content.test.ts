import { describe, expect, it } from "vitest";
import { aMail } from "../../../test/builders/mails";
import { caseNumberOf, mailContent } from "./mail-content";
import { MAIL_KINDS } from "./mail-kinds";

describe("mailContent", () => {
  it("knows every kind of SCENARIOS.md, the reminder of a claim and the daily digest", () => {
    const kinds =
      "rma-approved rma-declined rma-expired claim-opened claim-approved claim-declined claim-reminder parcel-received parcel-held parcel-refused refunded sent-back replacement-sent backorder-cancelled delay-notice breach-alert breach-digest";

    expect(MAIL_KINDS).toEqual(kinds.split(" "));
    expect(mailContent.options.map(({ shape }) => shape.kind.value)).toEqual(MAIL_KINDS);
  });

  it.each(MAIL_KINDS)("takes its facts and refuses what is missing, too much or of a person: %s", (kind) => {
    const { facts } = aMail(kind);

    expect(mailContent.safeParse({ kind, facts }).success).toBe(true);
    expect(mailContent.safeParse({ kind, facts: { ...facts, email: "a@b.example" } }).success).toBe(false);
    for (const fact of Object.keys(facts)) {
      const { [fact]: _, ...rest } = Object.fromEntries(Object.entries(facts));
      expect(mailContent.safeParse({ kind, facts: rest }).success).toBe(false);
    }
  });

  it("takes amounts as whole minor units and dates as days of the calendar", () => {
    const refunded = (facts: object) => mailContent.safeParse({ kind: "refunded", facts });
    const { facts } = aMail("refunded");

    expect(refunded({ ...facts, paid: 12.5 }).success).toBe(false);
    expect(refunded({ ...facts, paid: -1 }).success).toBe(false);
    expect(refunded({ ...facts, currency: "cad" }).success).toBe(false);
    const expired = { ...aMail("rma-expired").facts, expiredOn: "2026-02-30" };
    expect(mailContent.safeParse({ kind: "rma-expired", facts: expired }).success).toBe(false);
  });

  it.each([
    ["rma-declined", { findings: [{ code: "no-such-finding", facts: {} }] }],
    ["rma-declined", { findings: [{ code: "toString", facts: {} }] }],
    ["rma-declined", { findings: [{ code: 7, facts: {} }] }],
    ["rma-declined", { findings: [{ code: ["order-cancelled"], facts: {} }] }],
    ["breach-alert", { codes: ["no-such-breach"] }],
    ["breach-alert", { codes: [7] }],
  ] as const)("of %s refuses a code that the policy does not have: %j", (kind, facts) => {
    expect(mailContent.safeParse({ kind, facts: { ...aMail(kind).facts, ...facts } }).success).toBe(false);
  });

  it("takes no more lines than a request may have", () => {
    const line = { sku: "A", title: "A", quantity: 1 };
    const expired = (count: number) => ({
      kind: "rma-expired",
      facts: { ...aMail("rma-expired").facts, lines: Array.from({ length: count }, () => line) },
    });

    expect(mailContent.safeParse(expired(250)).success).toBe(true);
    expect(mailContent.safeParse(expired(251)).success).toBe(false);
    expect(mailContent.safeParse(expired(0)).success).toBe(false);
  });
});

describe("caseNumberOf", () => {
  it("is the case's number where the mail names one", () => {
    expect(caseNumberOf(aMail("refunded"))).toBe("RMA-100001-4");
    expect(caseNumberOf(aMail("parcel-refused", { number: null }))).toBeNull();
    expect(caseNumberOf(aMail("delay-notice"))).toBeNull();
  });
});
