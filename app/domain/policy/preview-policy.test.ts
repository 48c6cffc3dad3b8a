import { describe, expect, it } from "vitest";
import { aProduct } from "../../../test/builders/facts.ts";
import { aLineInOrder, aPolicy } from "../../../test/builders/judged-line.ts";
import type { ProductFacts } from "./facts";
import type { LineSnapshot, OrderSnapshot } from "./order-snapshot";
import { previewOrder, type PreviewedOrder } from "./preview-policy";

const PRODUCT = "gid://shopify/Product/1";

function anOrder({
  order = {},
  line = {},
  product,
}: {
  order?: Partial<OrderSnapshot>;
  line?: Partial<LineSnapshot>;
  product?: Partial<ProductFacts>;
} = {}): PreviewedOrder {
  const subject = aLineInOrder({ line: { paidMinor: 10_000, ...line } });
  const snapshot: OrderSnapshot = {
    orderId: "gid://shopify/Order/1",
    name: "#1",
    placedAt: new Date("2026-01-31T12:00:00Z"),
    processedAt: new Date("2026-01-31T12:00:00Z"),
    backfilled: false,
    timeZone: "America/Toronto",
    currency: "CAD",
    taxesIncluded: false,
    channel: "online-store",
    shipTo: "CA-QC",
    lines: [subject.line],
    ...subject.order,
    ...order,
  };
  const facts = { ...aProduct(), productId: PRODUCT, ...product };
  return { order: snapshot, lines: [subject], products: new Map(product === undefined ? [] : [[PRODUCT, facts]]) };
}

const differences = (previewed: PreviewedOrder, patch: unknown) =>
  previewOrder(previewed, { inForce: aPolicy(), draft: aPolicy(patch, 2) }).map(({ before, after }) => ({
    before,
    after,
  }));

describe("previewOrder", () => {
  it("finds nothing where the draft says the same of the order", () => {
    expect(differences(anOrder(), {})).toEqual([]);
    expect(differences(anOrder(), { return: { rmaValidDays: 5 }, rma: { prefix: "KNA" } })).toEqual([]);
  });

  it("shows another last day, another fee and another end of the warranty", () => {
    expect(
      differences(anOrder(), { return: { windowDays: 14, restockFeePercent: 10 }, warranty: { months: 24 } }),
    ).toMatchObject([
      {
        before: { verdict: "allow", lastDay: "2026-03-02", fee: 2_500, warrantyUntil: "2027-01-31" },
        after: { verdict: "allow", lastDay: "2026-02-14", fee: 1_000, warrantyUntil: "2028-01-31" },
      },
    ]);
  });

  it("classifies by today's product where the rules differ, and only there", () => {
    const belt = anOrder({ product: { type: "Belts", tags: [] } });

    expect(differences(belt, { electronic: { types: ["belts"] } })).toMatchObject([
      {
        before: { verdict: "allow", findings: [] },
        after: { verdict: "deny", findings: ["electronic-part"], fee: null },
      },
    ]);
    expect(differences(anOrder({ product: { tags: ["electronic"] } }), { return: { rmaValidDays: 5 } })).toEqual([]);
  });

  it("keeps the class of a product that is not known, and of one that its merchant marked", () => {
    const marked = { classRule: { kind: "metafield", value: "false" } } as const;

    expect(differences(anOrder(), { electronic: { types: ["belts"] } })).toEqual([]);
    expect(
      differences(anOrder({ line: marked, product: { type: "Belts" } }), { electronic: { types: ["belts"] } }),
    ).toEqual([]);
  });

  it("judges the region anew where the countries differ", () => {
    const after = differences(anOrder({ order: { shipTo: "JP", regionOk: false } }), {
      warranty: { countries: ["CA", "JP"] },
    });

    expect(after).toMatchObject([{ before: { warrantyUntil: null }, after: { warrantyUntil: "2027-01-31" } }]);
    expect(
      differences(anOrder({ order: { shipTo: "CA-NL" } }), { warranty: { excludedZones: ["CA-NL"] } }),
    ).toHaveLength(1);
  });

  it("keeps what was frozen about the region where only other settings of the warranty differ", () => {
    const proven = anOrder({ order: { shipTo: "FR", regionOk: true } });
    const after = differences(proven, { warranty: { months: 24 } });

    expect(after).toMatchObject([{ before: { warrantyUntil: "2027-01-31" }, after: { warrantyUntil: "2028-01-31" } }]);
  });

  it("knows a country without zones, and an order without an address", () => {
    const zones = { warranty: { excludedZones: ["CA-NL"] } };

    expect(differences(anOrder({ order: { shipTo: "CA" } }), zones)).toEqual([]);
    expect(differences(anOrder({ order: { shipTo: "", regionOk: false } }), zones)).toEqual([]);
    expect(differences(anOrder({ order: { shipTo: "CA-QC" } }), zones)).toEqual([]);
  });

  it.each([
    ["the last day", { return: { windowDays: 29 } }],
    ["the end of the warranty", { warranty: { months: 11 } }],
    ["the fee", { return: { restockFeePercent: 25.5 } }],
  ])("shows a line of which only %s differs", (_what, patch) => {
    expect(differences(anOrder(), patch)).toHaveLength(1);
  });

  it.each(["custom-item", "product-deleted"] as const)("lets no list decide about a line by %s", (kind) => {
    const line = { classRule: { kind, value: "" } };
    expect(differences(anOrder({ line, product: { type: "Belts" } }), { electronic: { types: ["belts"] } })).toEqual(
      [],
    );
  });

  it("makes every part of a bundle electronic by one of them, and leaves other lines alone", () => {
    const parts = [
      { lineId: "meter", productId: "meter", bundleId: "kit" },
      { lineId: "bracket", productId: "bracket", bundleId: "kit" },
      { lineId: "belt", productId: "belt", bundleId: null },
      { lineId: "other-kit", productId: "belt", bundleId: "other" },
    ];
    const whole = anOrder();
    const previewed: PreviewedOrder = {
      ...whole,
      lines: parts.map((part) => aLineInOrder({ line: { paidMinor: 10_000, ...part } })),
      products: new Map(
        ["meter", "bracket", "belt"].map((id) => [
          id,
          { ...aProduct(), productId: id, type: id === "meter" ? "Meters" : "Hardware", tags: [] },
        ]),
      ),
    };
    const found = previewOrder(previewed, {
      inForce: aPolicy(),
      draft: aPolicy({ electronic: { types: ["meters"] } }, 2),
    });

    expect(found.map(({ lineId, after }) => [lineId, after.verdict, after.findings])).toEqual([
      ["meter", "deny", ["electronic-part"]],
      ["bracket", "deny", ["electronic-part"]],
    ]);
  });
});
