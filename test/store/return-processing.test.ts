import { describe, expect, it } from "vitest";
import { fulfilledOrder, nodesOf, record, type Bench, type Changed } from "./a-return.ts";

const outcomeQuery = `query Outcome($id: ID!, $lines: [SuggestedOutcomeReturnLineItemInput!]!, $full: Boolean) {
  return(id: $id) { suggestedFinancialOutcome(returnLineItems: $lines, exchangeLineItems: [], refundShipping: { fullRefund: $full }) {
    discountedSubtotal { presentmentMoney { amount } } totalTax { presentmentMoney { amount } }
    maximumRefundable { presentmentMoney { amount } } shipping { amountSet { presentmentMoney { amount } } }
    financialTransfer { __typename
      ... on RefundReturnOutcome { amount { presentmentMoney { amount currencyCode } shopMoney { amount currencyCode } }
        suggestedTransactions { gateway kind amountSet { presentmentMoney { amount } } maximumRefundableSet { presentmentMoney { amount } } parentTransaction { id kind } } }
      ... on InvoiceReturnOutcome { amount { presentmentMoney { amount } } } } } } }`;

const outcome = async (
  bench: Bench,
  made: Changed,
  { quantity, full = false }: { quantity: number; full?: boolean },
) => {
  const lines = [{ id: made.line()["id"], quantity }];
  const { data, errors } = await bench.ask(outcomeQuery, { id: made.id, lines, full });
  const figures = record(record(data?.["return"])["suggestedFinancialOutcome"]);
  const transfer = record(figures["financialTransfer"]);
  return { errors, figures, transfer, amount: record(record(transfer["amount"])["presentmentMoney"])["amount"] };
};

const paymentsOf = async (bench: Bench) => {
  const query = `query Payments($id: ID!) { order(id: $id) { totalOutstandingSet { presentmentMoney { amount } }
    transactions(first: 10) { id kind gateway amountSet { presentmentMoney { amount } } maximumRefundableV2 { amount } parentTransaction { id } } } }`;
  const { data } = await bench.ask(query, { id: bench.orderId });
  const order = record(data?.["order"]);
  const transactions = Array.isArray(order["transactions"]) ? order["transactions"].map(record) : [];
  return { outstanding: order["totalOutstandingSet"], transactions, first: String(transactions[0]?.["id"]) };
};

describe("suggestedFinancialOutcome", () => {
  it("is share less fee plus tax, split over the payments", async () => {
    const bench = await fulfilledOrder({ tax: "0.10" });
    const made = await bench.create([{ quantity: 2, fee: 25 }]);

    const one = await outcome(bench, made, { quantity: 1 });
    const two = await outcome(bench, made, { quantity: 2 });

    // 30.00 − 7.50 + 3.00, then 59.99 − 15.00 + 6.00.
    expect(one.amount).toBe("25.5");
    expect(two.amount).toBe("50.99");
    expect(two.figures).toMatchObject({
      discountedSubtotal: { presentmentMoney: { amount: "59.99" } },
      totalTax: { presentmentMoney: { amount: "6.0" } },
      maximumRefundable: { presentmentMoney: { amount: "98.99" } },
    });
    expect(two.transfer).toMatchObject({
      __typename: "RefundReturnOutcome",
      suggestedTransactions: [
        {
          gateway: "shopify_payments",
          kind: "SUGGESTED_REFUND",
          amountSet: { presentmentMoney: { amount: "50.99" } },
          maximumRefundableSet: { presentmentMoney: { amount: "98.99" } },
          parentTransaction: { kind: "SALE" },
        },
      ],
    });
  });

  it.each([
    ["19.99 CAD", { price: "19.99" }, "14.99"],
    ["10.02 CAD", { price: "10.02" }, "7.51"],
    ["0.01 CAD", { price: "0.01" }, "0.01"],
    ["1999 JPY", { price: "1999", currency: "JPY" }, "1499.0"],
    ["1.234 KWD", { price: "1.234", currency: "KWD" }, "0.925"],
    ["136.98 CAD", { price: "136.98" }, "102.73"],
  ])("rounds the fee of %s half up", async (_what, wish, amount) => {
    const bench = await fulfilledOrder({ quantity: 1, discount: "0", ...wish });
    const made = await bench.create([{ quantity: 1, fee: 25 }]);

    expect((await outcome(bench, made, { quantity: 1 })).amount).toBe(amount);
  });

  it("has tax inside the price where prices include it, and no tax in the fee's base", async () => {
    const bench = await fulfilledOrder({ tax: "0.10", taxesIncluded: true });
    const made = await bench.create([{ quantity: 3, fee: 25 }]);

    // 89.99 − 25 % of 81.81.
    expect((await outcome(bench, made, { quantity: 3 })).amount).toBe("69.54");
  });

  it("adds the shipping that it is asked for", async () => {
    const bench = await fulfilledOrder({ shipping: "12.00" });
    const made = await bench.create([{ quantity: 1, fee: 25 }]);

    expect((await outcome(bench, made, { quantity: 1, full: true })).amount).toBe("34.5");
  });

  it("never suggests more than was paid and not given back, and nothing where nothing moves", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 1, fee: 25 }]);
    const whole = await bench.create([{ quantity: 1, fee: 100 }]);
    bench.store.refundInAdmin("#1001", { amount: "80.00" });

    expect((await outcome(bench, made, { quantity: 1 })).amount).toBe("9.99");
    expect((await outcome(bench, whole, { quantity: 1 })).figures["financialTransfer"]).toBeNull();
  });

  it("fails for units that are not refundable", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 1 }]);

    expect((await outcome(bench, made, { quantity: 2 })).errors).toHaveLength(1);
  });

  it("is in both currencies", async () => {
    const bench = await fulfilledOrder({ currency: "USD" });
    const made = await bench.create([{ quantity: 1, fee: 25 }]);

    expect((await outcome(bench, made, { quantity: 1 })).transfer).toMatchObject({
      amount: {
        presentmentMoney: { amount: "22.5", currencyCode: "USD" },
        shopMoney: { amount: "16.88", currencyCode: "CAD" },
      },
    });
  });

  it("is another when a story shifts it, once", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 1, fee: 25 }]);
    bench.store.shiftSuggestion("+0.02");

    expect((await outcome(bench, made, { quantity: 1 })).amount).toBe("22.52");
    expect((await outcome(bench, made, { quantity: 1 })).amount).toBe("22.5");
  });
});

describe("returnProcess", () => {
  it("confirms units, restocks them where it says, pays back and links the refund to the return", async () => {
    const bench = await fulfilledOrder({ tax: "0.10" });
    const made = await bench.create([{ quantity: 3, fee: 25 }]);
    const { first } = await paymentsOf(bench);
    const west = bench.store.locationId("West");

    const { returned, userErrors } = await bench.process(made, {
      quantity: 2,
      pay: [{ parentId: first, amount: "50.99" }],
      dispositions: [
        { dispositionType: "RESTOCKED", quantity: 1, locationId: west },
        { dispositionType: "NOT_RESTOCKED", quantity: 1 },
      ],
      more: { note: "RMA-100001-3/1" },
    });

    expect(userErrors).toEqual([]);
    expect(returned).toMatchObject({
      status: "OPEN",
      returnLineItems: {
        nodes: [{ processedQuantity: 2, processableQuantity: 1, refundedQuantity: 2, refundableQuantity: 1 }],
      },
      refunds: { nodes: [{ totalRefundedSet: { presentmentMoney: { amount: "50.99" } } }] },
      reverseFulfillmentOrders: {
        nodes: [
          {
            status: "OPEN",
            lineItems: {
              nodes: [{ dispositions: [{ type: "RESTOCKED", location: { name: "West" } }, { type: "NOT_RESTOCKED" }] }],
            },
          },
        ],
      },
    });
    expect(bench.store.inventory("VAR", "West")).toMatchObject({ on_hand: 1 });
    expect(bench.store.inventory("VAR")).toMatchObject({ on_hand: 7 });
    expect(bench.store.order("#1001")).toMatchObject({ refunded: "50.99", lines: [{ refundableQuantity: 1 }] });
    expect((await paymentsOf(bench)).outstanding).toEqual({ presentmentMoney: { amount: "0.0" } });
    const id = nodesOf(returned["refunds"])[0]?.["id"];
    const { data } = await bench.ask(
      `query Refund($id: ID!) { refund(id: $id) { note return { id } orderAdjustments(first: 5) { nodes { id } }
        refundLineItems(first: 5) { nodes { quantity restockType subtotalSet { presentmentMoney { amount } } totalTaxSet { presentmentMoney { amount } } } }
        transactions(first: 5) { nodes { kind gateway amountSet { presentmentMoney { amount } } } } } node(id: $id) { __typename } }`,
      { id },
    );
    expect(data).toMatchObject({
      node: { __typename: "Refund" },
      refund: {
        note: "RMA-100001-3/1",
        return: { id: made.id },
        orderAdjustments: { nodes: [] },
        refundLineItems: {
          nodes: [
            { quantity: 1, restockType: "RETURN", subtotalSet: { presentmentMoney: { amount: "30.0" } } },
            { quantity: 1, restockType: "NO_RESTOCK", subtotalSet: { presentmentMoney: { amount: "29.99" } } },
          ],
        },
        transactions: { nodes: [{ kind: "REFUND", gateway: "shopify_payments" }] },
      },
    });
  });

  it("takes the fee in steps that sum to the fee of all", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 3, fee: 25 }]);
    const { first } = await paymentsOf(bench);
    const amounts: unknown[] = [];
    for (let step = 0; step < 3; step += 1) {
      const { amount } = await outcome(bench, made, { quantity: 1 });
      amounts.push(amount);
      await bench.process(made, { quantity: 1, pay: [{ parentId: first, amount: String(amount) }] });
    }

    // Fees 7.50, 7.50 (15.00 of 59.99), 7.50 (22.50 of 89.99).
    expect(amounts).toEqual(["22.5", "22.49", "22.5"]);
    expect(bench.store.refundedTotal("#1001")).toBe("67.49");
  });

  it("called twice with the same input pays twice while there are units, and then refuses", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 2, fee: 25 }]);
    const { first } = await paymentsOf(bench);
    const once = () => bench.process(made, { quantity: 1, pay: [{ parentId: first, amount: "10.00" }] });

    await once();
    await once();
    const third = await once();

    expect(third.userErrors).toMatchObject([{ code: "LESS_THAN_OR_EQUAL_TO" }]);
    expect(bench.store.order("#1001")).toMatchObject({ refunds: 2, refunded: "20.00" });
  });

  it("without a transfer confirms units and pays nothing", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 1, fee: 25 }]);

    const { returned } = await bench.process(made, { quantity: 1 });

    expect(returned).toMatchObject({
      returnLineItems: { nodes: [{ processedQuantity: 1, refundedQuantity: 0, refundableQuantity: 1 }] },
      refunds: { nodes: [] },
    });
    expect(bench.store.order("#1001")).toMatchObject({ refunds: 0, refunded: "0.00" });
  });

  it("with a transfer of nothing leaves a refund without money", async () => {
    const bench = await fulfilledOrder({ discount: "99.99" });
    const made = await bench.create([{ quantity: 1, fee: 25 }]);

    const { returned } = await bench.process(made, { quantity: 1, pay: [] });

    expect(returned).toMatchObject({
      refunds: { nodes: [{ totalRefundedSet: { presentmentMoney: { amount: "0.0" } } }] },
    });
    expect(bench.store.order("#1001")).toMatchObject({ refunds: 1, refunded: "0.00" });
  });

  it("lets the app choose the amount, and books the difference as a discrepancy", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 1, fee: 25 }]);
    const { first } = await paymentsOf(bench);

    const { returned } = await bench.process(made, { quantity: 1, pay: [{ parentId: first, amount: "22.48" }] });

    const id = nodesOf(returned["refunds"])[0]?.["id"];
    const { data } = await bench.ask(
      `query Refund($id: ID!) { refund(id: $id) { orderAdjustments(first: 5) { nodes { reason amountSet { presentmentMoney { amount } } } } } }`,
      { id },
    );
    expect(data?.["refund"]).toMatchObject({
      orderAdjustments: {
        nodes: [{ reason: "REFUND_DISCREPANCY", amountSet: { presentmentMoney: { amount: "0.02" } } }],
      },
    });
  });

  it("refuses more than was paid, unless it is told to over-refund", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 1 }]);
    const { first } = await paymentsOf(bench);
    const pay = (amount: string, allowOverRefunding: boolean) =>
      bench.process(made, {
        quantity: 1,
        more: {
          financialTransfer: {
            issueRefund: {
              orderTransactions: [{ parentId: first, transactionAmount: { amount, currencyCode: "CAD" } }],
              allowOverRefunding,
            },
          },
        },
      });

    const tooMuch = await pay("90.00", false);
    const over = await pay("90.00", true);

    expect(tooMuch.userErrors).toMatchObject([{ code: "LESS_THAN_OR_EQUAL_TO" }]);
    expect(over.userErrors).toEqual([]);
    expect(bench.store.refundedTotal("#1001")).toBe("90.00");
  });

  it.each([
    ["an unknown payment", { parentId: "gid://shopify/OrderTransaction/9", amount: "1.00" }, "NOT_FOUND"],
    ["nothing", { parentId: "", amount: "0.00" }, "GREATER_THAN"],
    ["another currency", { parentId: "", amount: "1.00", currency: "USD" }, "INVALID"],
  ])("refuses to pay %s", async (_what, payout, code) => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 1 }]);
    const { first } = await paymentsOf(bench);

    const { userErrors } = await bench.process(made, {
      quantity: 1,
      pay: [{ ...payout, parentId: payout.parentId === "" ? first : payout.parentId }],
    });

    expect(userErrors).toMatchObject([{ code }]);
    expect(bench.store.order("#1001")).toMatchObject({ refunds: 0 });
  });

  it.each([
    ["a restock without a place", { dispositionType: "RESTOCKED", quantity: 1 }, "BLANK"],
    [
      "an unknown place",
      { dispositionType: "RESTOCKED", quantity: 1, locationId: "gid://shopify/Location/9" },
      "NOT_FOUND",
    ],
    ["more than is processed", { dispositionType: "MISSING", quantity: 2 }, "INVALID"],
    ["no unit", { dispositionType: "MISSING", quantity: 0 }, "GREATER_THAN"],
  ])("refuses a disposition of %s", async (_what, disposition, code) => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 2 }]);

    const { userErrors } = await bench.process(made, { quantity: 1, dispositions: [disposition] });

    expect(userErrors).toMatchObject([{ code }]);
    expect(bench.store.inventory("VAR")).toMatchObject({ on_hand: 7 });
  });

  it("refuses a return that is not open, an unknown line, and nothing at all", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 2 }]);
    const nothing = await bench.change("returnProcess", { input: { returnId: made.id } });
    const unknown = await bench.change("returnProcess", {
      input: { returnId: made.id, returnLineItems: [{ id: "gid://shopify/ReturnLineItem/9", quantity: 1 }] },
    });
    await bench.change("returnClose", { id: made.id });

    const closed = await bench.process(made, { quantity: 1 });

    expect(nothing.userErrors).toMatchObject([{ code: "BLANK" }]);
    expect(unknown.userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
    expect(closed.userErrors).toMatchObject([{ code: "INVALID_STATE" }]);
  });

  it("closes the reverse fulfillment order when every unit was disposed of", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 1 }]);

    const { returned } = await bench.process(made, {
      quantity: 1,
      dispositions: [{ dispositionType: "PROCESSING_REQUIRED", quantity: 1 }],
    });

    const { data } = await bench.ask(`query Status($id: ID!) { order(id: $id) { returnStatus } }`, {
      id: bench.orderId,
    });
    expect(returned).toMatchObject({ reverseFulfillmentOrders: { nodes: [{ status: "CLOSED" }] } });
    expect(data?.["order"]).toEqual({ returnStatus: "INSPECTION_COMPLETE" });
  });

  it("pays shipping back, no more than there was", async () => {
    const bench = await fulfilledOrder({ shipping: "12.00" });
    const made = await bench.create([{ quantity: 2 }]);
    const { first } = await paymentsOf(bench);
    const shipping = (amount: string) => ({
      refundShipping: { shippingRefundAmount: { amount, currencyCode: "CAD" } },
    });

    const tooMuch = await bench.process(made, { quantity: 1, more: shipping("12.01") });
    await bench.process(made, { quantity: 1, pay: [{ parentId: first, amount: "34.00" }], more: shipping("4.00") });
    const left = await outcome(bench, made, { quantity: 1, full: true });

    expect(tooMuch.userErrors).toMatchObject([{ code: "LESS_THAN_OR_EQUAL_TO" }]);
    expect(left.figures["shipping"]).toEqual({ amountSet: { presentmentMoney: { amount: "8.0" } } });
  });
});

describe("units of a return that were paid back past it", () => {
  it("are not refundable any more and worth nothing when they are processed", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 2, fee: 25 }]);
    bench.store.refundInAdmin("#1001", { lines: [{ sku: "VAR", quantity: 2 }] });

    const { amount } = await outcome(bench, made, { quantity: 1 });
    const { returned } = await bench.process(made, { quantity: 2, pay: [] });

    expect(amount).toBe("22.49");
    expect(returned).toMatchObject({
      returnLineItems: { nodes: [{ processedQuantity: 2, refundedQuantity: 1, refundableQuantity: 0 }] },
    });
    expect(bench.store.order("#1001")).toMatchObject({ lines: [{ refundableQuantity: 0 }] });
  });
});

describe("reverseFulfillmentOrderDispose", () => {
  it("restocks without money, and no unit twice", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 1 }]);
    const locationId = bench.store.locationId("Main");
    const input = { dispositionType: "RESTOCKED", quantity: 1, locationId };

    const first = await bench.dispose(made, input);
    const second = await bench.dispose(made, input);

    expect(first.data?.["reverseFulfillmentOrderDispose"]).toMatchObject({
      reverseFulfillmentOrderLineItems: [{ totalQuantity: 1, dispositions: [{ type: "RESTOCKED", quantity: 1 }] }],
      userErrors: [],
    });
    expect(second.data?.["reverseFulfillmentOrderDispose"]).toMatchObject({ userErrors: [{ code: "INVALID" }] });
    expect(bench.store.inventory("VAR")).toMatchObject({ on_hand: 8 });
  });
});
