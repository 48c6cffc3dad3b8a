import { describe, expect, it } from "vitest";
import { INVOICE_STATES, refusalOfClaim, wayOfClaim, waysOffered } from "./claim-difference";

type Claim = Parameters<typeof refusalOfClaim>[0];
type Earlier = NonNullable<Claim["earlier"]>;

const anEarlier = (overrides: Partial<Earlier> = {}): Earlier => ({
  way: "draft",
  state: "stopped",
  lineItemId: null,
  draftOrderId: null,
  ...overrides,
});

const aClaim = (overrides: Partial<Claim> = {}): Claim => ({
  isOffered: true,
  way: "draft",
  breach: { state: "open", amountMinor: 1_500 },
  isOrderCancelled: false,
  earlier: null,
  ...overrides,
});

describe("refusalOfClaim", () => {
  it.each([
    { claim: {}, refusal: null, why: "it is offered, open and owed" },
    { claim: { isOffered: false }, refusal: "invoice-off", why: "the merchant does not offer it" },
    { claim: { breach: { state: "open", amountMinor: 1 } }, refusal: null, why: "one cent is owed" },
    { claim: { breach: { state: "open", amountMinor: 0 } }, refusal: "nothing-owed", why: "no money went" },
    { claim: { breach: { state: "closed", amountMinor: 1 } }, refusal: "not-allowed-now", why: "it was closed" },
    { claim: { breach: { state: "adopted", amountMinor: 1 } }, refusal: "not-allowed-now", why: "it was adopted" },
    { claim: { breach: { state: "invoiced", amountMinor: 1 } }, refusal: "not-allowed-now", why: "it was claimed" },
    { claim: { isOrderCancelled: true }, refusal: null, why: "a draft needs no order to edit" },
    {
      claim: { way: "order", isOrderCancelled: true },
      refusal: "order-not-editable",
      why: "no cancelled order is edited",
    },
    { claim: { way: "order" }, refusal: null, why: "the order lives" },
  ] as const)("answers $refusal when $why", ({ claim, refusal }) => {
    expect(refusalOfClaim(aClaim(claim))).toBe(refusal);
  });

  it("lets another press follow only one that stopped", () => {
    const followed = INVOICE_STATES.filter(
      (state) => refusalOfClaim(aClaim({ earlier: anEarlier({ state }) })) === null,
    );

    expect(followed).toEqual(["stopped"]);
  });

  it("sends what stands on an order although it was cancelled since", () => {
    const earlier = anEarlier({ way: "draft", draftOrderId: "gid://shopify/DraftOrder/1" });

    expect(refusalOfClaim(aClaim({ way: "order", isOrderCancelled: true, earlier }))).toBeNull();
  });
});

describe("waysOffered", () => {
  it.each([
    { claim: {}, ways: ["draft", "order"], why: "nothing stands in the way" },
    { claim: { isOffered: false }, ways: [], why: "the merchant does not offer it" },
    { claim: { isOrderCancelled: true }, ways: ["draft"], why: "the order is cancelled" },
    {
      claim: { earlier: anEarlier({ way: "order", lineItemId: "gid://shopify/LineItem/1" }) },
      ways: ["order"],
      why: "the item is on the order",
    },
    { claim: { earlier: anEarlier({ state: "sending" }) }, ways: [], why: "one is under way" },
  ] as const)("is $ways when $why", ({ claim, ways }) => {
    expect(waysOffered(aClaim(claim))).toEqual(ways);
  });
});

describe("wayOfClaim", () => {
  it.each([
    { earlier: null, way: "order", why: "nothing was tried" },
    { earlier: anEarlier(), way: "order", why: "nothing came of it" },
    { earlier: anEarlier({ draftOrderId: "gid://shopify/DraftOrder/1" }), way: "draft", why: "a draft is there" },
  ] as const)("is $way when $why", ({ earlier, way }) => {
    expect(wayOfClaim("order", earlier)).toBe(way);
  });

  it("stays with the order once the item is on it", () => {
    expect(wayOfClaim("draft", anEarlier({ way: "order", lineItemId: "gid://shopify/LineItem/1" }))).toBe("order");
  });
});
