import { describe, expect, it } from "vitest";
import { aForm, anInvoice } from "../../../test/builders/form";
import { readPdf } from "../../../test/kit/pdf";
import { readerOf } from "~/texts/languages";
import { code128 } from "./barcode";
import type { FormFacts } from "./form-facts";
import { printable } from "./printable";
import { rmaForm } from "./rma-form";

const read = async (facts: Partial<FormFacts> = {}, locale = "en-CA") =>
  readPdf(await rmaForm(aForm(facts), readerOf(locale)));

describe("the form", () => {
  it("shows number, addresses, lines, checklist, expiry and clauses, and the invoice on its second page", async () => {
    const { title, language, pages } = await read();

    expect({ title, language }).toEqual({ title: "Return form RMA-100001-4", language: "en-CA" });
    expect(pages).toHaveLength(2);
    for (const text of [
      "RMA-100001-4",
      "Must arrive by Apr 1, 2026",
      "100 Workshop Road",
      "4711 Rue du Canari",
      "Variator kit",
      "Does not fit",
      "RMA number on the outside of the box",
      "Copy of the invoice inside",
      "Sent prepaid",
      "Duties, taxes and other fees cleared",
      "Restock fees of 25% applied on return goods.",
      "The cost of removal or re-installation of our products is never paid",
      "Policy version 3",
      "RMA-100001-4 · Page 1 of 2",
    ])
      expect(pages[0]).toContain(text);
    for (const text of [
      "Copy of the invoice",
      "Order #1001",
      "Invoice date Jan 31, 2026",
      "Élodie Rider",
      "$33.33",
      "-$10.00",
      "$13.48",
      "Total (CAD)",
      "$120.72",
    ])
      expect(pages[1]).toContain(text);
  });

  it("is written in its reader's language, dates and money too", async () => {
    const { title, language, pages } = await read({}, "fr-CA");

    expect({ title, language }).toEqual({ title: "Formulaire de retour RMA-100001-4", language: "fr-CA" });
    expect(pages[0]).toContain("Doit arriver au plus tard le 1er avr. 2026");
    expect(pages[0]).toContain("Les frais de démontage ou de réinstallation de nos produits ne sont jamais payés");
    expect(pages[0]).toContain("Des frais de restockage de 25 % s’appliquent");
    expect(pages[1]).toContain("120,72 $");
  });

  it.each([
    { kind: "warranty", says: "Warranty form", clause: "Our warranty applies to manufacturing defects only." },
    { kind: "refused-backorder", says: "refused back-order", clause: "are subject to a 25% restock fee" },
  ] as const)("of kind $kind says so and quotes its own clauses", async ({ kind, says, clause }) => {
    const { pages } = await read({ kind });

    expect(pages[0]).toContain(says);
    expect(pages[0]).toContain(clause);
    expect(pages[0]).not.toContain("Restock fees of");
    expect(pages[0]).toContain("The cost of removal or re-installation");
  });

  it("asks a dealer's customer for a proof of purchase and has no invoice page (R36)", async () => {
    const { pages } = await read({ kind: "warranty", invoice: null, sender: [] });

    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain("Copy of the proof of purchase inside");
    expect(pages[0]).not.toContain("Sender");
  });

  it("flows 250 long lines over pages and loses none of them", async () => {
    const names = Array.from({ length: 250 }, (_, index) => `Variator kit ${index}`);
    const lines = names.map((title, index) => ({ sku: `SKU-${index}`, title, quantity: 1, reason: "unwanted" }));
    const invoice = anInvoice({
      lines: names.map((title) => ({ sku: null, title, quantity: 1, price: 1, discount: 0, tax: 0, total: 1 })),
    });

    const { pages, reach } = await read({ lines, invoice });

    const text = pages.join(" ");
    expect(names.filter((name) => text.split(name).length < 3)).toEqual([]);
    expect(pages.length).toBeGreaterThan(8);
    expect(pages.filter((page) => !page.includes("RMA-100001-4 · Page"))).toEqual([]);
    // Every page of a table has its head.
    expect(pages.filter((page) => page.includes("Variator kit") && !page.includes("SKU"))).toEqual([]);
    for (const { right, bottom } of reach) {
      expect(right).toBeLessThanOrEqual(612 - 48 + 0.5);
      expect(bottom).toBeGreaterThanOrEqual(29);
    }
  });

  it("wraps long titles and breaks words that are wider than their column", async () => {
    const title = `Long ${"part ".repeat(60)}${"W".repeat(300)}`;
    const line = { sku: "X".repeat(120), title, quantity: 1, reason: "unwanted" };

    const { pages, reach } = await read({ lines: [line], shipTo: ["Y".repeat(200)] });

    expect(pages.join("").replaceAll(" ", "")).toContain("X".repeat(20));
    expect((pages.join("").match(/W/g) ?? []).length).toBe(300);
    for (const { right } of reach) expect(right).toBeLessThanOrEqual(612 - 48 + 0.5);
  });

  it.each([
    "Œuvre “d’été” — naïve… 10 €",
    "Łukasz Żółć, Đorđe, Nguyễn Thị Ánh",
    "Кириллица Ελληνικά",
    "日本語の部品 한국어 🏍️👩🏽‍🔧",
    "\u202Egnp.exe\u202C \u0000\u0007 a\u0301\r\n<b>&amp;</b>",
    "",
  ])("is made whatever people wrote: %j", async (text) => {
    const line = { sku: text, title: text, quantity: 1, reason: "unwanted" };

    const { pages } = await read({ sender: [text], lines: [line], invoice: anInvoice({ billTo: [text] }) });

    expect(pages).toHaveLength(2);
    expect(pages.join("")).not.toMatch(/[\u202A-\u202E]/);
    if (text.startsWith("Œ") || text.startsWith("Ł") || text.startsWith("К")) expect(pages[0]).toContain(text);
  });

  it("names currencies and their decimals", async () => {
    const yen = await read({ invoice: anInvoice({ currency: "JPY", total: 1_999 }) }, "en-CA");
    const dinar = await read({ invoice: anInvoice({ currency: "KWD", total: 1_234 }) }, "en-CA");

    expect(yen.pages[1]).toContain("JP¥1,999");
    expect(dinar.pages[1]).toContain("KWD 1.234");
  });

  it("says of the invoice when its prices include tax", async () => {
    const { pages } = await read({ invoice: anInvoice({ taxesIncluded: true }) });

    expect(pages[1]).toContain("Prices include tax.");
  });
});

describe("printable", () => {
  const latin = new Set([..."abcdefghijklmnopqrstuvwxyzAB é□"].map((letter) => letter.codePointAt(0) ?? 0));

  it.each([
    { text: "caf\u0065\u0301", shown: "café", why: "composed letters are known" },
    { text: "ễ", shown: "e", why: "an accent that is missing falls off" },
    { text: "a👩🏽‍🔧b", shown: "a□b", why: "one sign, one box" },
    { text: "ﬁn", shown: "fin", why: "a ligature is its letters" },
    { text: "a\u200B\u202Eb\u0007", shown: "ab", why: "what nobody sees goes" },
    { text: "a\r\nb", shown: "a b", why: "one line stays one line" },
  ])("shows $shown because $why", ({ text, shown }) => {
    expect(printable(text, latin)).toBe(shown);
  });
});

/** Code 128: widths of bar, gap, bar, gap, bar, gap of each value; the stop has a seventh. */
const PATTERNS =
  "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232".split(
    " ",
  );
const STOP = "2331112";
const [SET_C, SET_B, START_B, START_C] = [99, 100, 104, 105];

/** What a scanner reads from the bars. */
function scan({ bars, width }: ReturnType<typeof code128>): string {
  const widths = bars
    .map(
      (bar, index) =>
        `${bar.width}${index + 1 < bars.length ? (bars[index + 1]?.at ?? width) - bar.at - bar.width : ""}`,
    )
    .join("");
  expect(widths.endsWith(STOP)).toBe(true);
  const values = (widths.slice(0, -STOP.length).match(/.{6}/g) ?? []).map((pattern) => PATTERNS.indexOf(pattern));
  const [start = -1, ...rest] = values;
  const check = rest.pop();
  expect(rest.reduce((sum, value, index) => sum + value * (index + 1), start) % 103).toBe(check);
  let inPairs = start === START_C;
  expect([START_B, START_C]).toContain(start);
  return rest
    .map((value) => {
      if (value === SET_B || (value === SET_C && !inPairs)) {
        inPairs = value === SET_C;
        return "";
      }
      return inPairs ? String(value).padStart(2, "0") : String.fromCharCode(value + 32);
    })
    .join("");
}

describe("the bar code", () => {
  it.each(["RMA-100001-4", "RMA-999999999999-0", "abc123XYZ9-100002-8"])("reads as the number: %s", (number) => {
    expect(scan(code128(number))).toBe(number);
  });
});
