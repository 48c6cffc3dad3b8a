import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvRecord } from "./csv";

/** Reads one record as RFC 4180 says, written apart from what writes it. */
function readRecord(text: string): string[] {
  const fields: string[] = [];
  let rest = text;
  for (;;) {
    const [whole, quoted, plain = ""] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))/.exec(rest) ?? [""];
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    rest = rest.slice(whole.length);
    if (rest === "\r\n") return fields;
    if (!rest.startsWith(",")) throw new Error(`not a record: ${JSON.stringify(text)}`);
    rest = rest.slice(1);
  }
}

/** Texts made of what formulas, quotes, line ends and blanks are made of, beside anything else. */
const awkward = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."=+-@\t\r\n \u00a0\"',1a＝") }),
);

describe("csvRecord", () => {
  it("can be read back, whatever people wrote, and lets nothing begin like a formula", () => {
    fc.assert(
      fc.property(fc.array(awkward, { minLength: 1 }), (fields) => {
        const read = readRecord(csvRecord(fields));

        expect(read).toHaveLength(fields.length);
        for (const [index, field] of read.entries()) {
          expect([fields[index], `'${fields[index] ?? ""}`]).toContain(field);
          if (!/^-?\d+(\.\d+)?$/.test(field)) expect(/^\s*[=+\-@\t\r\n＝＋－＠]/.test(field)).toBe(false);
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1+1",
    "\u00a0=1+1",
    "VAR-1\n=1+1",
    "\nVAR-1",
    "＝1+1",
    '=HYPERLINK("https://evil.example","x")',
  ])("never lets %j be a formula", (text) => {
    expect(readRecord(csvRecord([text]))[0]).toBe(`'${text}`);
  });

  it.each(["-1", "-12.50", "0", "33.33", "VAR-1", "2 × VAR-1, 1 × RX2N", "a=b"])("leaves %j as it is", (text) => {
    expect(readRecord(csvRecord([text]))[0]).toBe(text);
  });
});
