import { describe, expect, it } from "vitest";
import { readerOf } from "~/texts/languages";
import { invoiceMessage, invoiceTitle } from "./write-invoice";

const facts = {
  orderName: "#7101",
  code: "fee-not-taken",
  amountMinor: 1_500,
  currency: "CAD",
  policy: { version: 3, windowDays: 30, feePercent: 25 },
} as const;

describe("an invoice", () => {
  it("names the refund that it is about, in the order's language", () => {
    const named = { orderName: "#7101", refundNumber: "81" };

    expect(invoiceTitle(readerOf("en"), named)).toBe("Refunded beyond our return policy: order #7101, refund 81");
    expect(invoiceTitle(readerOf("fr-CA"), named)).toContain("commande #7101, remboursement 81");
  });

  it("says what is to be paid and quotes the policy with its figures", () => {
    const message = invoiceMessage(readerOf("en-CA"), facts);

    expect(message).toContain("For order #7101 $15.00 more was refunded");
    expect(message).toContain("Our policy, version 3: “");
    expect(message).toContain("25%");
  });

  it("writes money and figures as French readers do", () => {
    const message = invoiceMessage(readerOf("fr"), facts);

    expect(message).toContain("15,00\u00A0$");
    expect(message).toContain("25\u00A0%");
  });
});
