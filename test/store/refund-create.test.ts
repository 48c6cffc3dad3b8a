import { describe, expect, it } from "vitest";
import { fulfilledOrder, nodesOf, record, type Bench } from "./a-return.ts";

const CREATE = `mutation Refund($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) {
  refund { id note return { id } totalRefundedSet { presentmentMoney { amount } shopMoney { amount } }
    refundLineItems(first: 5) { nodes { quantity restockType subtotalSet { presentmentMoney { amount } } } }
    orderAdjustments(first: 5) { nodes { reason amountSet { presentmentMoney { amount } } } }
    refundShippingLines(first: 5) { nodes { subtotalAmountSet { presentmentMoney { amount } } } } }
  userErrors { field message } } }`;

const SUGGEST = `query Suggest($id: ID!, $lines: [RefundLineItemInput!], $shipping: Boolean) { order(id: $id) {
  lineItems(first: 1) { nodes { id } }
  transactions(first: 5) { id gateway kind }
  suggestedRefund(refundLineItems: $lines, refundShipping: $shipping) {
    amountSet { presentmentMoney { amount } } subtotalSet { presentmentMoney { amount } } totalTaxSet { presentmentMoney { amount } }
    maximumRefundableSet { presentmentMoney { amount } }
    suggestedTransactions { gateway kind amountSet { presentmentMoney { amount } } parentTransaction { id } } } } }`;

const suggest = async (bench: Bench, lines: readonly unknown[] = [], shipping = false) => {
  const { data, errors } = await bench.ask(SUGGEST, { id: bench.orderId, lines, shipping });
  const order = record(data?.["order"]);
  const transactions = Array.isArray(order["transactions"]) ? order["transactions"].map(record) : [];
  return {
    errors,
    suggested: record(order["suggestedRefund"]),
    lineId: String(nodesOf(order["lineItems"])[0]?.["id"]),
    payments: transactions.map(({ id }) => String(id)),
  };
};

const create = async (bench: Bench, input: Record<string, unknown>, key = "key-1") => {
  const answer = await bench.ask(CREATE, { input: { orderId: bench.orderId, ...input }, key });
  const payload = record(answer.data?.["refundCreate"]);
  return { errors: answer.errors, refund: record(payload["refund"]), userErrors: payload["userErrors"] };
};

const paid = (bench: Bench, parentId: string | undefined, amount: string) => ({
  orderId: bench.orderId,
  parentId,
  amount,
  gateway: "shopify_payments",
  kind: "REFUND",
});

describe("suggestedRefund", () => {
  it("is what units are worth with their tax, never more than can be paid back", async () => {
    const bench = await fulfilledOrder({ tax: "0.10", shipping: "12.00" });
    const { lineId } = await suggest(bench);

    const one = await suggest(bench, [{ lineItemId: lineId, quantity: 1 }], true);
    bench.store.refundInAdmin("#1001", { amount: "100.00" });
    const rest = await suggest(bench, [{ lineItemId: lineId, quantity: 1 }]);
    const tooMany = await suggest(bench, [{ lineItemId: lineId, quantity: 4 }]);

    expect(one.suggested).toMatchObject({
      amountSet: { presentmentMoney: { amount: "45.0" } },
      subtotalSet: { presentmentMoney: { amount: "30.0" } },
      totalTaxSet: { presentmentMoney: { amount: "3.0" } },
      maximumRefundableSet: { presentmentMoney: { amount: "110.99" } },
    });
    expect(rest.suggested).toMatchObject({ amountSet: { presentmentMoney: { amount: "10.99" } } });
    expect(tooMany.errors).toHaveLength(1);
  });

  it("splits over several payments in the order they were made", async () => {
    const bench = await fulfilledOrder({
      tenders: [{ gateway: "gift_card", amount: "50.00" }, { gateway: "shopify_payments" }],
    });
    const { lineId, payments } = await suggest(bench);

    const { suggested } = await suggest(bench, [{ lineItemId: lineId, quantity: 2 }]);

    expect(suggested["suggestedTransactions"]).toEqual([
      {
        gateway: "gift_card",
        kind: "SUGGESTED_REFUND",
        amountSet: { presentmentMoney: { amount: "50.0" } },
        parentTransaction: { id: payments[0] },
      },
      {
        gateway: "shopify_payments",
        kind: "SUGGESTED_REFUND",
        amountSet: { presentmentMoney: { amount: "9.99" } },
        parentTransaction: { id: payments[1] },
      },
    ]);
  });
});

describe("refundCreate", () => {
  it("cancels what has not shipped and pays it back in one call", async () => {
    const bench = await fulfilledOrder({ ship: 1 });
    const { lineId, payments } = await suggest(bench);

    const { refund, userErrors } = await create(bench, {
      note: "RMA-100001-3",
      refundLineItems: [{ lineItemId: lineId, quantity: 2, restockType: "CANCEL" }],
      transactions: [paid(bench, payments[0], "59.99")],
    });

    expect(userErrors).toEqual([]);
    expect(refund).toMatchObject({
      note: "RMA-100001-3",
      return: null,
      totalRefundedSet: { presentmentMoney: { amount: "59.99" } },
      refundLineItems: {
        nodes: [{ quantity: 2, restockType: "CANCEL", subtotalSet: { presentmentMoney: { amount: "59.99" } } }],
      },
      orderAdjustments: { nodes: [] },
    });
    expect(bench.store.inventory("VAR")).toEqual({ on_hand: 9, committed: 0, available: 9 });
    expect(bench.store.order("#1001").lines).toMatchObject([{ currentQuantity: 1, unfulfilledQuantity: 0 }]);
  });

  it("restocks what came back where it is told to, and writes off what is not restocked", async () => {
    const bench = await fulfilledOrder();
    const { lineId } = await suggest(bench);
    const locationId = bench.store.locationId("West");

    await create(bench, {
      refundLineItems: [
        { lineItemId: lineId, quantity: 1, restockType: "RETURN", locationId },
        { lineItemId: lineId, quantity: 1, restockType: "NO_RESTOCK" },
      ],
    });

    expect(bench.store.inventory("VAR", "West")).toMatchObject({ on_hand: 1 });
    expect(bench.store.inventory("VAR")).toMatchObject({ on_hand: 7 });
    expect(bench.store.order("#1001")).toMatchObject({ refunds: 1, refunded: "0.00", lines: [{ currentQuantity: 1 }] });
  });

  it("answers a repeated key with the first answer and refunds once; another input is refused", async () => {
    const bench = await fulfilledOrder();
    const { payments } = await suggest(bench);
    const input = { transactions: [paid(bench, payments[0], "10.00")] };

    const first = await create(bench, input);
    const again = await create(bench, input);
    const other = await create(bench, { transactions: [paid(bench, payments[0], "11.00")] });

    expect(again.refund).toEqual(first.refund);
    expect(other.errors).toMatchObject([{ extensions: { code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" } }]);
    expect(bench.store.order("#1001")).toMatchObject({ refunds: 1, refunded: "10.00" });
  });

  it("does not run without a key", async () => {
    const bench = await fulfilledOrder();
    const bare = `mutation Refund($input: RefundInput!) { refundCreate(input: $input) { userErrors { message } } }`;

    const { errors } = await bench.ask(bare, { input: { orderId: bench.orderId } });

    expect(errors).toMatchObject([{ extensions: { code: "BAD_REQUEST" } }]);
  });

  it("books what is paid beyond or below the lines as a discrepancy", async () => {
    const bench = await fulfilledOrder();
    const { lineId, payments } = await suggest(bench);

    const { refund } = await create(bench, {
      refundLineItems: [{ lineItemId: lineId, quantity: 1 }],
      discrepancyReason: "RESTOCK",
      transactions: [paid(bench, payments[0], "22.50")],
    });

    expect(refund).toMatchObject({
      orderAdjustments: { nodes: [{ reason: "RESTOCK", amountSet: { presentmentMoney: { amount: "7.5" } } }] },
    });
  });

  it("pays shipping back, in the presentment currency and the shop's", async () => {
    const bench = await fulfilledOrder({ shipping: "12.00", currency: "USD" });
    const { payments } = await suggest(bench);

    const { refund } = await create(bench, {
      currency: "USD",
      shipping: { fullRefund: true },
      transactions: [paid(bench, payments[0], "12.00")],
    });

    expect(refund).toMatchObject({
      totalRefundedSet: { presentmentMoney: { amount: "12.0" }, shopMoney: { amount: "9.0" } },
      refundShippingLines: { nodes: [{ subtotalAmountSet: { presentmentMoney: { amount: "12.0" } } }] },
      orderAdjustments: { nodes: [] },
    });
  });

  it.each([
    ["nothing", {}, ["input"]],
    ["another currency", { currency: "USD" }, ["input", "currency"]],
    ["duties", { refundDuties: [{ dutyId: "gid://shopify/Duty/1" }] }, ["input", "refundDuties"]],
    ["more shipping than there was", { shipping: { amount: "0.01" } }, ["input", "shipping", "amount"]],
    [
      "an unknown line",
      { refundLineItems: [{ lineItemId: "gid://shopify/LineItem/9", quantity: 1 }] },
      ["input", "refundLineItems", "0", "lineItemId"],
    ],
  ])("refuses %s and changes nothing", async (_what, input, field) => {
    const bench = await fulfilledOrder();
    const { payments } = await suggest(bench);
    const money = Object.keys(input).length === 0 ? {} : { transactions: [paid(bench, payments[0], "1.00")] };

    const { userErrors } = await create(bench, { ...input, ...money });

    expect(userErrors).toMatchObject([{ field }]);
    expect(bench.store.order("#1001")).toMatchObject({ refunds: 0 });
  });

  it.each([
    ["0 units", 0, "NO_RESTOCK"],
    ["more units than there are", 4, "NO_RESTOCK"],
    ["to cancel what has shipped", 3, "CANCEL"],
    ["to return what has not shipped", 3, "RETURN"],
    ["a restock type of old", 1, "LEGACY_RESTOCK"],
  ])("refuses %s", async (_what, quantity, restockType) => {
    const bench = await fulfilledOrder({ ship: 1 });
    const { lineId } = await suggest(bench);

    const { userErrors } = await create(bench, { refundLineItems: [{ lineItemId: lineId, quantity, restockType }] });

    expect(userErrors).toHaveLength(1);
  });

  it.each([
    ["more than was paid", { amount: "90.00" }, "amount"],
    ["nothing", { amount: "0.00" }, "amount"],
    ["through another gateway", { gateway: "manual" }, "gateway"],
    ["as a sale", { kind: "SALE" }, "kind"],
    ["back to no payment", { parentId: null }, "parentId"],
    ["for another order", { orderId: "gid://shopify/Order/9" }, "orderId"],
  ])("refuses to pay %s", async (_what, change, field) => {
    const bench = await fulfilledOrder();
    const { payments } = await suggest(bench);

    const { userErrors } = await create(bench, { transactions: [{ ...paid(bench, payments[0], "1.00"), ...change }] });

    expect(userErrors).toMatchObject([{ field: ["input", "transactions", "0", field] }]);
  });
});

describe("a chargeback", () => {
  it("is a lost dispute and a refund of money that nobody made", async () => {
    const bench = await fulfilledOrder();

    bench.store.chargeBack("#1001");

    const query = `query Disputes($id: ID!) { order(id: $id) { disputes { initiatedAs status }
      refunds(first: 5) { return { id } refundLineItems(first: 1) { nodes { id } } totalRefundedSet { presentmentMoney { amount } } } } }`;
    const { data } = await bench.ask(query, { id: bench.orderId });
    expect(data?.["order"]).toEqual({
      disputes: [{ initiatedAs: "CHARGEBACK", status: "LOST" }],
      refunds: [
        { return: null, refundLineItems: { nodes: [] }, totalRefundedSet: { presentmentMoney: { amount: "89.99" } } },
      ],
    });
    expect(() => bench.store.chargeBack("#1001", "0.01")).toThrow("only what was paid");
  });
});

describe("returns and refunds in Shopify's own admin", () => {
  it("a return made by staff is open, with a fee when they ask for one; a customer's request waits without", async () => {
    const bench = await fulfilledOrder();

    bench.store.returnInAdmin("#1001", { lines: [{ sku: "VAR", quantity: 1 }], feePercent: 25 });
    bench.store.requestNatively("#1001", { lines: [{ sku: "VAR", quantity: 2 }] });

    const query = `query Returns($id: ID!) { order(id: $id) { returns(first: 5) { nodes { status name
      returnLineItems(first: 5) { nodes { quantity ... on ReturnLineItem { restockingFee { percentage } } } } } } } }`;
    const { data } = await bench.ask(query, { id: bench.orderId });
    expect(data?.["order"]).toEqual({
      returns: {
        nodes: [
          {
            status: "OPEN",
            name: "#1001-R1",
            returnLineItems: { nodes: [{ quantity: 1, restockingFee: { percentage: 25 } }] },
          },
          { status: "REQUESTED", name: "#1001-R2", returnLineItems: { nodes: [{ quantity: 2, restockingFee: null }] } },
        ],
      },
    });
    expect(() => bench.store.returnInAdmin("#1001", { lines: [{ sku: "VAR", quantity: 1 }] })).toThrow("only 0 units");
  });

  it("a refund through a return pays the net and is linked to it; staff may type another amount", async () => {
    const bench = await fulfilledOrder();
    await bench.create([{ quantity: 2, fee: 25, note: "RMA-100001-3" }]);
    await bench.store.webhooks.idle();
    bench.received.length = 0;

    bench.store.refundInAdmin("#1001", { rma: "RMA-100001-3", lines: [{ sku: "VAR", quantity: 1 }] });
    const net = bench.store.refundedTotal("#1001");
    bench.store.refundInAdmin("#1001", { rma: "RMA-100001-3", amount: "29.99", userId: 7 });
    await bench.store.webhooks.idle();

    expect(net).toBe("22.50");
    expect(bench.store.refundedTotal("#1001")).toBe("52.49");
    const refunds = bench.received.filter(({ topic }) => topic === "refunds/create");
    expect(refunds.map(({ body }) => body["user_id"])).toEqual([1, 7]);
    expect(refunds.map(({ body }) => record(body["return"])["admin_graphql_api_id"])).toHaveLength(2);
    expect(() => bench.store.refundInAdmin("#1001", { rma: "RMA-999999-9" })).toThrow("no return");
  });
});
