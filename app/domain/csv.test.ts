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

describe("csvRecord", () => {
  it("can be read back, whatever people wrote", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1 }), (fields) => {
        expect(readRecord(csvRecord(fields)).map((field) => field.replace(/^'(?=[=+\-@\t\r])/, ""))).toEqual(
          fields.map((field) => field.replace(/^'(?=[=+\-@\t\r])/, "")),
        );
      }),
    );
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("https://evil.example","x")'])(
    "never lets %j be a formula",
    (text) => {
      expect(readRecord(csvRecord([text]))[0]).toBe(`'${text}`);
    },
  );
});
