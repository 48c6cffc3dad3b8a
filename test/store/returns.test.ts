import { describe, expect, it } from "vitest";
import { fulfilledOrder, PARTS, record, type Bench } from "./a-return.ts";

const calculate = `query Calculate($input: CalculateReturnInput!) {
  returnCalculate(input: $input) {
    returnLineItems { quantity subtotalSet { presentmentMoney { amount } } totalTaxSet { presentmentMoney { amount } }
      restockingFee { percentage amountSet { presentmentMoney { amount } } } }
  }
}`;

const statusOf = async (bench: Bench) => {
  const { data } = await bench.ask(`query Status($id: ID!) { order(id: $id) { closed returnStatus } }`, {
    id: bench.orderId,
  });
  return record(data?.["order"]);
};

describe("returnCreate", () => {
  it("puts units on an open return with the fee of each line and its reverse fulfillment order", async () => {
    const bench = await fulfilledOrder();

    const { returned, userErrors } = await bench.create([{ quantity: 2, fee: 25, note: "RMA-100001-3" }]);

    expect(userErrors).toEqual([]);
    expect(returned).toMatchObject({
      name: "#1001-R1",
      status: "OPEN",
      totalQuantity: 2,
      returnLineItems: {
        nodes: [
          {
            quantity: 2,
            processableQuantity: 2,
            processedQuantity: 0,
            unprocessedQuantity: 2,
            refundableQuantity: 2,
            refundedQuantity: 0,
            returnReasonNote: "RMA-100001-3",
            restockingFee: { percentage: 25, amountSet: { presentmentMoney: { amount: "15.0" } } },
          },
        ],
      },
      reverseFulfillmentOrders: { nodes: [{ status: "OPEN", lineItems: { nodes: [{ totalQuantity: 2 }] } }] },
    });
  });

  it("takes the order out of the archive", async () => {
    const bench = await fulfilledOrder();
    bench.store.archive("#1001");

    const before = await statusOf(bench);
    await bench.create([{ quantity: 1 }]);

    expect(before).toEqual({ closed: true, returnStatus: "NO_RETURN" });
    expect(await statusOf(bench)).toEqual({ closed: false, returnStatus: "IN_PROGRESS" });
  });

  it.each([
    ["no lines", [], "BLANK"],
    ["quantity 0", [{ quantity: 0 }], "GREATER_THAN"],
    ["more than shipped", [{ quantity: 4 }], "INVALID"],
    ["an unknown line", [{ quantity: 1, line: "gid://shopify/FulfillmentLineItem/9" }], "NOT_FOUND"],
    ["one line twice", [{ quantity: 1 }, { quantity: 1 }], "TAKEN"],
    ["a fee below nothing", [{ quantity: 1, fee: -0.01 }], "GREATER_THAN_OR_EQUAL_TO"],
    ["a fee above everything", [{ quantity: 1, fee: 100.01 }], "LESS_THAN_OR_EQUAL_TO"],
    ["a note of 256 characters", [{ quantity: 1, note: "x".repeat(256) }], "TOO_LONG"],
    ["an unknown reason", [{ quantity: 1, reason: "gid://shopify/ReturnReasonDefinition/99999" }], "NOT_FOUND"],
  ])("refuses %s and changes nothing", async (_what, lines, code) => {
    const bench = await fulfilledOrder();

    const { returned, userErrors } = await bench.create(lines);

    expect(returned).toEqual({});
    expect(userErrors).toMatchObject([{ code }]);
    expect(await statusOf(bench)).toMatchObject({ returnStatus: "NO_RETURN" });
  });

  it("takes fees of 0 and 100, a note of 255 characters and a reason of the library", async () => {
    const bench = await fulfilledOrder();
    const reason = "gid://shopify/ReturnReasonDefinition/2";

    const free = await bench.create([{ quantity: 1, fee: 0, note: "x".repeat(255), reason }]);
    const dear = await bench.create([{ quantity: 1, fee: 100 }]);

    expect(free.line()).toMatchObject({ restockingFee: { amountSet: { presentmentMoney: { amount: "0.0" } } } });
    expect(free.line()).toMatchObject({ returnReasonDefinition: { handle: "changed-my-mind" } });
    expect(dear.line()).toMatchObject({ restockingFee: { amountSet: { presentmentMoney: { amount: "29.99" } } } });
  });

  it("does not know an order that is not there", async () => {
    const bench = await fulfilledOrder();

    const { userErrors } = await bench.create([{ quantity: 1 }], "gid://shopify/Order/1");

    expect(userErrors).toMatchObject([{ field: ["returnInput", "orderId"], code: "NOT_FOUND" }]);
  });

  it("needs write_returns", async () => {
    const bench = await fulfilledOrder();

    const { errors } = await bench.ask(PARTS.create, { input: { orderId: bench.orderId, returnLineItems: [] } }, [
      "write_orders",
    ]);

    expect(errors[0]?.extensions).toMatchObject({ code: "ACCESS_DENIED" });
  });
});

describe("a unit", () => {
  it("is on one return only: what is left can be returned and no more", async () => {
    const bench = await fulfilledOrder();

    await bench.create([{ quantity: 2 }]);
    const left = await bench.returnable();
    const { userErrors } = await bench.create([{ quantity: 2 }]);

    expect(left).toEqual([1]);
    expect(userErrors).toMatchObject([{ code: "INVALID" }]);
  });

  it("cannot come back before it ships, nor after it was paid back", async () => {
    const bench = await fulfilledOrder({ ship: 2 });
    const shipped = await bench.returnable();

    bench.store.refundInAdmin("#1001", { lines: [{ sku: "VAR", quantity: 1 }] });
    const cancelled = await bench.returnable();
    bench.store.refundInAdmin("#1001", { lines: [{ sku: "VAR", quantity: 1 }] });
    const paidBack = await bench.returnable();
    bench.store.refundInAdmin("#1001", { lines: [{ sku: "VAR", quantity: 1 }] });

    expect({ shipped, cancelled, paidBack }).toEqual({ shipped: [2], cancelled: [2], paidBack: [1] });
    expect(await bench.returnable()).toEqual([]);
  });

  it("takes the lowest free position when its return is made and frees it when the return is cancelled", async () => {
    const bench = await fulfilledOrder();
    const first = await bench.create([{ quantity: 1 }]);
    const second = await bench.create([{ quantity: 1 }]);
    await bench.change("returnCancel", { id: first.id });

    const third = await bench.create([{ quantity: 2 }]);

    // 89.99 over 3: 30.00, 29.99, 30.00.
    expect(first.line()).toMatchObject(priced("30.0"));
    expect(second.line()).toMatchObject(priced("29.99"));
    expect(third.line()).toMatchObject(priced("60.0"));
  });

  it("keeps the positions of refunds and cancellations", async () => {
    const bench = await fulfilledOrder({ ship: 2 });
    bench.store.refundInAdmin("#1001", { lines: [{ sku: "VAR", quantity: 1, restock: "cancel" }] });

    const { line } = await bench.create([{ quantity: 1 }]);

    expect(line()).toMatchObject(priced("29.99"));
  });
});

const priced = (amount: string) => ({ withCodeDiscountedTotalPriceSet: { presentmentMoney: { amount } } });

describe("returnCalculate", () => {
  it("says fee, share and tax of the units that a return would take, and changes nothing", async () => {
    const bench = await fulfilledOrder({ tax: "0.10" });
    const input = {
      orderId: bench.orderId,
      returnLineItems: [{ fulfillmentLineItemId: bench.lineId, quantity: 2, restockingFee: { percentage: 25 } }],
    };

    const { data } = await bench.ask(calculate, { input });

    expect(data?.["returnCalculate"]).toMatchObject({
      returnLineItems: [
        {
          quantity: 2,
          subtotalSet: { presentmentMoney: { amount: "59.99" } },
          totalTaxSet: { presentmentMoney: { amount: "6.0" } },
          restockingFee: { percentage: 25, amountSet: { presentmentMoney: { amount: "15.0" } } },
        },
      ],
    });
    expect(await bench.returnable()).toEqual([3]);
  });

  it("takes the tax out of the base where prices include it", async () => {
    const bench = await fulfilledOrder({ tax: "0.10", taxesIncluded: true });
    const input = {
      orderId: bench.orderId,
      returnLineItems: [{ fulfillmentLineItemId: bench.lineId, quantity: 3, restockingFee: { percentage: 25 } }],
    };

    const { data } = await bench.ask(calculate, { input });

    // 89.99 with 8.18 of tax: 25 % of 81.81.
    expect(data?.["returnCalculate"]).toMatchObject({
      returnLineItems: [{ restockingFee: { amountSet: { presentmentMoney: { amount: "20.45" } } } }],
    });
  });
});

describe("requests", () => {
  it("wait, and are approved with the fee that they were made with", async () => {
    const bench = await fulfilledOrder();

    const requested = await bench.request([{ quantity: 1, fee: 25 }]);
    const waiting = await statusOf(bench);
    const approved = await bench.change("returnApproveRequest", { input: { id: requested.id } });

    expect(requested.returned).toMatchObject({ status: "REQUESTED", reverseFulfillmentOrders: { nodes: [] } });
    expect(waiting).toMatchObject({ returnStatus: "RETURN_REQUESTED" });
    expect(approved.returned).toMatchObject({
      status: "OPEN",
      returnLineItems: { nodes: [{ processableQuantity: 1, restockingFee: { percentage: 25 } }] },
      reverseFulfillmentOrders: { nodes: [{ status: "OPEN" }] },
    });
    expect((await bench.change("returnApproveRequest", { input: { id: requested.id } })).userErrors).toMatchObject([
      { code: "INVALID_STATE" },
    ]);
  });

  it("hold their units until they are declined", async () => {
    const bench = await fulfilledOrder();
    const { id } = await bench.request([{ quantity: 3 }]);
    const held = await bench.returnable();
    const decline = (declineNote: string) =>
      bench.change("returnDeclineRequest", { input: { id, declineReason: "OTHER", declineNote } });

    const tooLong = await decline("x".repeat(501));
    const declined = await decline("x".repeat(500));

    expect(held).toEqual([]);
    expect(tooLong.userErrors).toMatchObject([{ field: ["input", "declineNote"], code: "TOO_LONG" }]);
    expect(declined.returned).toMatchObject({ status: "DECLINED", decline: { reason: "OTHER" } });
    expect(await bench.returnable()).toEqual([3]);
  });
});

describe("ending a return", () => {
  it("can be closed and reopened", async () => {
    const bench = await fulfilledOrder();
    const { id } = await bench.create([{ quantity: 1 }]);

    const early = await bench.change("returnReopen", { id });
    const closed = await bench.change("returnClose", { id });
    const status = await statusOf(bench);
    const twice = await bench.change("returnClose", { id });
    const reopened = await bench.change("returnReopen", { id });

    expect(early.userErrors).toMatchObject([{ code: "INVALID_STATE" }]);
    expect(closed.returned).toMatchObject({ status: "CLOSED", closedAt: "2026-01-31T12:00:00.000Z" });
    expect(status).toMatchObject({ returnStatus: "RETURNED" });
    expect(twice.userErrors).toMatchObject([{ code: "INVALID_STATE" }]);
    expect(reopened.returned).toMatchObject({ status: "OPEN", closedAt: null });
  });

  it("can be cancelled before anything was done and not after", async () => {
    const bench = await fulfilledOrder();
    const untouched = await bench.create([{ quantity: 1 }]);
    const inspected = await bench.create([{ quantity: 1 }]);
    await bench.dispose(inspected, { dispositionType: "NOT_RESTOCKED", quantity: 1 });

    const cancelled = await bench.change("returnCancel", { id: untouched.id });
    const late = await bench.change("returnCancel", { id: inspected.id });

    expect(cancelled.returned).toMatchObject({
      status: "CANCELED",
      reverseFulfillmentOrders: { nodes: [{ status: "CANCELED" }] },
    });
    expect(late.userErrors).toMatchObject([{ code: "INVALID_STATE" }]);
    expect((await bench.change("returnCancel", { id: "gid://shopify/Return/9" })).userErrors).toMatchObject([
      { code: "NOT_FOUND" },
    ]);
  });
});

describe("removeFromReturn", () => {
  it("takes off the highest units, which are free again", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 3 }]);

    const { returned } = await bench.remove(made, 2);
    const again = await bench.create([{ quantity: 1 }]);

    expect(returned).toMatchObject({
      totalQuantity: 1,
      returnLineItems: { nodes: [{ quantity: 1, ...priced("30.0") }] },
      reverseFulfillmentOrders: { nodes: [{ lineItems: { nodes: [{ totalQuantity: 1 }] } }] },
    });
    expect(again.line()).toMatchObject(priced("29.99"));
  });

  it("refuses what is not there, what was processed, and the last unit of all", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 3 }]);
    await bench.process(made, { quantity: 1 });

    expect((await bench.remove(made, 3)).userErrors).toMatchObject([{ code: "INVALID" }]);
    expect((await bench.remove(made, 0)).userErrors).toMatchObject([{ code: "GREATER_THAN" }]);
    expect((await bench.remove(made, 1, "gid://shopify/ReturnLineItem/9")).userErrors).toMatchObject([
      { code: "NOT_FOUND" },
    ]);
    expect((await bench.remove(made, 2)).userErrors).toEqual([]);

    const other = await fulfilledOrder();
    const whole = await other.create([{ quantity: 1 }]);
    expect((await other.remove(whole, 1)).userErrors).toMatchObject([{ code: "INVALID" }]);
  });
});
