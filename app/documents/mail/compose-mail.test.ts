import { describe, expect, it } from "vitest";
import { aMail } from "../../../test/builders/mails";
import type { MailContent } from "~/domain/mail/mail-content";
import { MAIL_KINDS } from "~/domain/mail/mail-kinds";
import { readerOf, type Language } from "~/texts/languages";
import { composeInBoth, composeMail } from "./compose-mail";
import type { MailSetting } from "./mail-setting";
import { toHtml } from "./to-html";
import { toText } from "./to-text";

const SETTING: MailSetting = {
  shopName: "Koso North America",
  returnAddress: ["Koso North America", "100 Workshop Road"],
  phones: ["450-359-0604", "1-877-777-0604"],
  windowDays: 45,
  orderUrl: "https://koso.myshopify.com/admin/orders/1",
};

const written = (mail: MailContent, locale = "en-CA", setting: Partial<MailSetting> = {}) => {
  const letter = composeMail(mail, readerOf(locale), { ...SETTING, ...setting });
  return { title: letter.title, text: toText(letter), html: toHtml(letter) };
};

/** What a person reads of an HTML document, without how it is set. */
const readable = (html: string): string =>
  html
    .replace(/^[\s\S]*<main[^>]*>/, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");

const wordsOf = (text: string): string[] => text.split(/[\s:>-]+/).filter((word) => word !== "");

const NEVER_PAID: Record<Language, RegExp> = { en: /removal or re-installation/, fr: /démontage ou de réinstallation/ };
const ABOUT_CASES = MAIL_KINDS.filter(
  (kind) => !["backorder-cancelled", "delay-notice", "breach-alert", "breach-digest"].includes(kind),
);
const IN_BOTH = MAIL_KINDS.flatMap((kind) => [
  { kind, language: "en" as const },
  { kind, language: "fr" as const },
]);

describe("a mail to readers of either language", () => {
  it("says everything in both, each part once", () => {
    const mail = aMail("breach-digest");
    const letter = composeInBoth(mail, SETTING);
    const text = toText(letter);

    expect(letter.title).toBe(`${written(mail, "en-CA").title} · ${written(mail, "fr-CA").title}`);
    expect(text.match(/#1001/g)).toHaveLength(2);
    expect(text).toContain("$99.99");
    expect(text).toContain("99,99\u00A0$");
  });
});

describe("a mail", () => {
  it.each(IN_BOTH)("says the same as HTML and as text: $kind in $language", ({ kind, language }) => {
    const { text, html } = written(aMail(kind), language);

    expect(wordsOf(readable(html))).toEqual(wordsOf(text));
  });

  it.each(IN_BOTH)("leaves nothing open and names the policy version: $kind in $language", ({ kind, language }) => {
    const { title, text } = written(aMail(kind), language);

    expect(`${title} ${text}`).not.toMatch(/\{\{|undefined|null|NaN|\b(mails?|clauses|money|findings|checklist)\.\w/);
    expect(text).toMatch(/, version 3\n/);
    expect(text).toMatch(language === "en" ? /“.+”/ : /«\u00A0.+\u00A0»/);
  });

  it.each(ABOUT_CASES)("says that removal and re-installation are never paid (R34): %s", (kind) => {
    for (const language of ["en", "fr"] as const)
      expect(written(aMail(kind), language).text).toMatch(NEVER_PAID[language]);
  });

  it.each(IN_BOTH)("loads nothing and runs nothing: $kind in $language", ({ kind, language }) => {
    const { html } = written(aMail(kind), language);

    expect(html).not.toMatch(/<(img|script|link|iframe|style|form|object)|\bsrc=|url\(|@import|\son\w+=/i);
    expect(html).toContain(`<html lang="${language}-CA">`);
  });

  it("writes dates and money as its reader does", () => {
    const mail = aMail("refunded");

    expect(written(mail, "en-CA").text).toContain("Restock fee (25%): -$34.25");
    expect(written(mail, "fr-CA").text).toContain("Frais de restockage (25\u00A0%): -34,25\u00A0$");
    expect(written(aMail("refunded", { currency: "JPY", paid: 1_499 }), "en-US").title).toContain("¥1,499");
    expect(written(aMail("rma-approved"), "fr-CA").text).toContain("1er avr. 2026");
  });

  it("states the fee where one is kept, and its clause only there", () => {
    const clause = "Restock fees of 25% applied on return goods.";

    expect(written(aMail("refunded")).text).toContain(clause);
    const free = written(aMail("refunded", { feePercent: 0, fee: 0 })).text;
    expect(free).toContain("Restock fee: none: $0.00");
    expect(free).not.toContain("Restock fees");
  });

  it("quotes the days of the version that it names", () => {
    expect(written(aMail("rma-declined")).text).toContain("You have 45 days from invoice date");
  });

  it("tells a refused back-order by its own rule", () => {
    const { text } = written(aMail("rma-approved", { cause: "refused-backorder" }));

    expect(text).toContain("All refused back-orders are subject to a 25% restock fee.");
    expect(text).not.toContain("Restock fees of 25%");
  });

  it("reminds of the call with the phones, and of the parcel with the address and the last day", () => {
    const ofCall = written(aMail("claim-reminder")).text;
    const ofParcel = written(aMail("claim-reminder", { number: "RMA-100001-5", waitsFor: "parcel" })).text;

    expect(ofCall).toContain("450-359-0604");
    expect(ofCall).not.toContain("outside of the box");
    expect(ofParcel).not.toContain("450-359-0604");
    expect(ofParcel).toContain("RMA-100001-5");
    expect(ofParcel).toContain("outside of the box");
  });

  it("tells in the inspector's words why units come back, where there are any", () => {
    expect(written(aMail("sent-back")).text).toContain("The bracket was bent to fit.");
    expect(written(aMail("sent-back", { words: null })).text).not.toContain("note from our staff");
  });

  it("shows phone numbers to who is to call, and none to whose claim is denied (R32)", () => {
    expect(written(aMail("claim-opened")).text).toContain("450-359-0604");
    expect(written(aMail("claim-declined")).text).not.toMatch(/450-359|outside of the box/);
  });

  it("gives all reasons and the words of staff, as words and never as markup", () => {
    const words = '<img src=x onerror=alert(1)> & "quotes"\nsecond line';
    const { html, text } = written(aMail("rma-declined", { words }));

    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quotes&quot;");
    expect(html).not.toContain("<img");
    expect(text).toContain(words);
    expect(text).toContain("The last day to ask for a return was Mar 2, 2026.");
  });

  it("goes by the order where a case has no number, and by neither where there is none", () => {
    expect(written(aMail("rma-declined")).title).toBe("Order #1001: your return request cannot be accepted");
    expect(written(aMail("claim-declined", { orderName: null })).title).toBe("Your warranty claim cannot be accepted");
  });

  it("asks who bought from a dealer for a proof of purchase instead of an invoice (R36)", () => {
    expect(written(aMail("claim-approved", { orderName: null })).text).toContain("copy of your proof of purchase");
    expect(written(aMail("claim-approved")).text).toContain("copy of your invoice (its second page)");
  });

  it("tells who waits for nothing that nothing was paid", () => {
    const { text } = written(aMail("backorder-cancelled", { paidShare: 0, tax: 0, paid: 0 }));

    expect(text).toContain("there is nothing to refund");
    expect(text).not.toContain("$0.00");
  });
});
