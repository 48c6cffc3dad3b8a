import { describe, expect, it } from "vitest";
import { anElectronicLine, aLineInOrder, aPolicy } from "../../../test/builders/judged-line";
import { assessRefused, waitedInParcel } from "./assess-refused";

const preset = aPolicy();
const TODAY = "2030-01-01";

const shipped = (quantity: number, fulfillmentId = "gid://shopify/Fulfillment/1", on = "2026-03-10") => ({
  fulfillmentId,
  on,
  quantity,
});

const refused = (
  parts: Parameters<typeof aLineInOrder>[0],
  asked: { quantity?: number; cause?: "refused" | "undeliverable" } = {},
) => assessRefused(aLineInOrder(parts), { quantity: 1, cause: "refused", on: TODAY, ...asked }, preset);

const WAITED = { quantity: 1, waitingAtOrder: 1, invoicedOn: null, paidMinor: 20_000, taxMinor: 0 };

describe("assessRefused", () => {
  it("takes a quarter of a refused back-order of 200.00: 50.00 stay, 150.00 go back, years later too", () => {
    const answer = refused({ line: WAITED, state: { shipments: [shipped(1)] } });

    expect(answer).toMatchObject({ verdict: "allow", findings: [], preview: { fee: 5_000, refund: 15_000 } });
  });

  it("takes an electronic one back, too: the specific rule wins", () => {
    const subject = anElectronicLine({ line: WAITED, state: { shipments: [shipped(1)] } });

    expect(assessRefused(subject, { quantity: 1, cause: "refused", on: TODAY }, preset).verdict).toBe("allow");
  });

  it("says that units which were in stock are no back-order", () => {
    const line = { ...WAITED, quantity: 3, waitingAtOrder: 2 };
    const state = { shipments: [shipped(1, "a", "2026-02-02"), shipped(2, "b")] };

    expect(refused({ line, state }, { quantity: 2 }).verdict).toBe("allow");
    expect(refused({ line, state }, { quantity: 3 })).toMatchObject({
      verdict: "deny",
      findings: [{ code: "not-a-back-order" }],
      preview: null,
    });
    expect(refused({ line: { ...line, waitingAtOrder: 0 }, state }).findings).toMatchObject([
      { code: "not-a-back-order" },
    ]);
  });

  it("asks about the units of one parcel that waited, and not about those that were in stock", () => {
    const line = { ...WAITED, quantity: 4, waitingAtOrder: 3 };
    const subject = aLineInOrder({ line, state: { shipments: [shipped(2, "a", "2026-02-02"), shipped(2, "b")] } });
    const inParcel = (fulfillmentId: string, quantity: number) =>
      assessRefused(subject, { quantity, cause: "undeliverable", on: TODAY, fulfillmentId }, preset).verdict;

    expect([waitedInParcel(subject, "a"), waitedInParcel(subject, "b"), waitedInParcel(subject, "c")]).toEqual([
      1, 2, 0,
    ]);
    expect([inParcel("a", 1), inParcel("a", 2), inParcel("b", 2), inParcel("c", 1)]).toEqual([
      "review",
      "deny",
      "review",
      "deny",
    ]);
  });

  it("takes the units from the shipment that waited", () => {
    const line = { ...WAITED, quantity: 2, waitingAtOrder: 1 };
    const state = { shipments: [shipped(1, "a", "2026-02-02"), shipped(1, "b")] };

    expect(refused({ line, state }).preview?.returnLines).toMatchObject([{ fulfillmentId: "b" }]);
  });

  it("refuses units that are on a case already, and those that have not shipped", () => {
    const state = { shipments: [shipped(1)], onOpenCases: 1 };

    expect(refused({ line: WAITED, state }).findings).toMatchObject([{ code: "quantity-not-available" }]);
    expect(refused({ line: WAITED, state: { shipments: [] } }).findings).toMatchObject([{ code: "not-shipped" }]);
  });

  it("lets a person look at an undeliverable parcel, without a fee", () => {
    const answer = refused({ line: WAITED, state: { shipments: [shipped(1)] } }, { cause: "undeliverable" });

    expect(answer).toMatchObject({
      verdict: "review",
      findings: [{ code: "undeliverable" }],
      preview: { fee: 0, refund: 20_000 },
    });
  });
});
