import { describe, expect, it } from "vitest";
import { aLineInOrder, anElectronicLine, aPolicy, aShipment } from "../../test/builders/judged-line.ts";
import { CASE_EVENT_CODES } from "./case-event-codes";
import { policyFlag, wantedTags, type StandingTexts } from "./order-flags";
import { FINDING_CLAUSES, verdictOf, type Finding } from "./policy/finding-codes";
import { judgeStanding } from "./policy/standing";

const preset = aPolicy();
const texts: StandingTexts = (code, facts) => ({
  en: `${code} ${JSON.stringify(facts)}`,
  fr: `fr:${code} ${JSON.stringify(facts)}`,
});
const standing = (lineId: string, parts: Parameters<typeof aLineInOrder>[0] = {}) =>
  judgeStanding(aLineInOrder({ ...parts, line: { lineId, ...parts.line } }), preset);
const electronic = (lineId: string) => judgeStanding(anElectronicLine({ line: { lineId } }), preset);

describe("policyFlag", () => {
  it("puts lines that stand alike into one group, with a text in both languages", () => {
    expect(policyFlag(1, [standing("a"), electronic("b"), standing("c")], texts)).toEqual({
      v: 1,
      version: 1,
      groups: [
        {
          lines: ["a", "c"],
          variants: ["gid://shopify/ProductVariant/1"],
          electronic: false,
          listed: true,
          regionOk: true,
          verdict: "allow",
          findings: [],
          lastDay: "2026-03-02",
          warrantyUntil: "2027-01-31",
          policyVersion: 1,
          text: { en: 'returnable {"lastDay":"2026-03-02"}', fr: 'fr:returnable {"lastDay":"2026-03-02"}' },
        },
        {
          lines: ["b"],
          variants: ["gid://shopify/ProductVariant/1"],
          electronic: true,
          listed: true,
          regionOk: true,
          verdict: "deny",
          findings: ["electronic-part"],
          lastDay: "2026-03-02",
          warrantyUntil: "2027-01-31",
          policyVersion: 1,
          text: {
            en: 'electronic-part {"rule":"tag","value":"electronic"} under-warranty {"warrantyUntil":"2027-01-31"}',
            fr: 'fr:electronic-part {"rule":"tag","value":"electronic"} fr:under-warranty {"warrantyUntil":"2027-01-31"}',
          },
        },
      ],
    });
  });

  it("names no variant where the line has none: a custom item, or a deleted one", () => {
    const { groups } = policyFlag(1, [standing("a", { line: { variantId: null } }), standing("b")], texts);

    expect(groups).toMatchObject([{ lines: ["a", "b"], variants: ["gid://shopify/ProductVariant/1"] }]);
  });

  it("says nothing of a warranty that is not there, nor of a last day that nobody knows", () => {
    const uncovered = judgeStanding(anElectronicLine({ order: { regionOk: false } }), preset);
    const waiting = standing("a", { line: { waitingAtOrder: 1, invoicedOn: null }, state: { shipments: [] } });

    const { groups } = policyFlag(1, [uncovered, waiting], texts);

    expect(groups.map(({ text }) => text.en)).toEqual([
      'electronic-part {"rule":"tag","value":"electronic"}',
      "returnable {}",
    ]);
  });

  it("has no group for an order without lines", () => {
    expect(policyFlag(2, [], texts)).toEqual({ v: 1, version: 2, groups: [] });
  });

  it("keeps an order of a thousand lines far below the 128 KB of a JSON metafield", () => {
    const standings = Array.from({ length: 1_000 }, (_, index) => {
      const lineId = `gid://shopify/LineItem/${15_000_000_000_000 + index}`;
      const on = `2026-02-${String((index % 12) + 1).padStart(2, "0")}`;
      const waited = { waitingAtOrder: 1, invoicedOn: null };
      return index % 3 === 0
        ? electronic(lineId)
        : standing(lineId, { line: waited, state: { shipments: [aShipment({ on })] } });
    });
    const long = "A sentence of the policy, quoted in full for the shopper. ".repeat(4);

    const flag = policyFlag(1, standings, () => ({ en: long, fr: long }));

    expect(flag.groups.length).toBeLessThanOrEqual(13);
    expect(flag.groups.flatMap(({ lines }) => lines)).toHaveLength(1_000);
    expect(Buffer.byteLength(JSON.stringify(flag))).toBeLessThan(64 * 1024);
  });
});

describe("wantedTags", () => {
  const { line: gauge, state } = anElectronicLine();
  const { line: belt } = aLineInOrder();
  const unshipped = { ...state, shipments: [], unshipped: 1 };

  it.each([
    ["an ordinary line", [{ line: belt, state }], []],
    ["an electronic line, shipped", [{ line: gauge, state }], ["rma-desk:non-returnable"]],
    ["an electronic line, to be shipped", [{ line: gauge, state: unshipped }], ["rma-desk:non-returnable"]],
    ["an electronic line of a cancelled order", [{ line: gauge, state: { ...state, orderCancelled: true } }], []],
    ["an electronic line cancelled by itself", [{ line: gauge, state: { ...unshipped, unshipped: 0 } }], []],
    ["a line that waits", [{ line: belt, state: { ...unshipped, waiting: 1 } }], ["rma-desk:backorder"]],
    ["a line that waited and shipped", [{ line: belt, state: { ...state, waiting: 0 } }], []],
    [
      "lines of both kinds",
      [
        { line: belt, state },
        { line: belt, state: { ...unshipped, waiting: 1 } },
        { line: gauge, state },
      ],
      ["rma-desk:non-returnable", "rma-desk:backorder"],
    ],
    ["no line", [], []],
  ])("for %s", (_, lines, expected) => {
    const nothing = { hasOpenRma: false, hasOpenBreach: false };
    expect(wantedTags(lines, nothing)).toEqual(expected);
    expect(wantedTags(lines, { ...nothing, hasOpenRma: true })).toEqual(["rma-desk:rma-open", ...expected]);
    expect(wantedTags(lines, { ...nothing, hasOpenBreach: true })).toEqual(["rma-desk:breach", ...expected]);
  });
});

describe("the lists of codes", () => {
  it("are kebab-case, and no event is listed twice", () => {
    const codes = [...CASE_EVENT_CODES, ...Object.keys(FINDING_CLAUSES), ...Object.values(FINDING_CLAUSES)];

    expect(codes.filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
    expect(new Set(CASE_EVENT_CODES).size).toBe(CASE_EVENT_CODES.length);
  });

  it("holds every event that the scenarios name", () => {
    const named = [
      "order-judged",
      "rma-approved",
      "number-issued",
      "call-logged",
      "parcel-received",
      "parcel-refused",
      "inspected",
      "refund-paid",
      "units-promised",
      "units-shipped",
      "units-cancelled",
      "overridden",
      "breach-opened",
    ];

    expect(CASE_EVENT_CODES).toEqual(expect.arrayContaining(named));
  });
});

describe("verdictOf", () => {
  const finding = (effect: Finding["effect"]): Finding => ({
    code: "defective",
    effect,
    clause: "warranty-cases-no-exception",
    policyVersion: 1,
    facts: {},
  });

  it.each([
    [[], "allow"],
    [["review"], "review"],
    [["deny"], "deny"],
    [["review", "deny"], "deny"],
    [["deny", "review"], "deny"],
  ] as const)("of %j is %s", (effects, verdict) => {
    expect(verdictOf(effects.map(finding))).toBe(verdict);
  });
});
