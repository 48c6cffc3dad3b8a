import { describe, expect, it } from "vitest";
import { fulfilledOrder, nodesOf, record, type Bench } from "./a-return.ts";

const CALCULATED = `calculatedOrder { id totalOutstandingSet { presentmentMoney { amount } }
  lineItems(first: 10) { nodes { id quantity editableQuantity title } } } userErrors { field message }`;
const BEGIN = `mutation Begin($id: ID!) { orderEditBegin(id: $id) { ${CALCULATED} } }`;
const SET = `mutation Set($id: ID!, $line: ID!, $quantity: Int!) {
  orderEditSetQuantity(id: $id, lineItemId: $line, quantity: $quantity, restock: true) { ${CALCULATED} } }`;
const ADD = `mutation Add($id: ID!, $price: MoneyInput!, $title: String!) {
  orderEditAddCustomItem(id: $id, title: $title, price: $price, quantity: 1, requiresShipping: false, taxable: false) { ${CALCULATED} } }`;
const COMMIT = `mutation Commit($id: ID!) { orderEditCommit(id: $id, notifyCustomer: false) { order { id } userErrors { field message } } }`;
const CANCEL = `mutation Cancel($id: ID!, $restock: Boolean!, $refund: OrderCancelRefundMethodInput) {
  orderCancel(orderId: $id, reason: CUSTOMER, restock: $restock, refundMethod: $refund) { job { done } orderCancelUserErrors { code } } }`;

const run = async (bench: Bench, query: string, variables: Record<string, unknown>) => {
  const { data, errors } = await bench.ask(query, variables);
  if (errors[0]) throw new Error(errors[0].message);
  return record(Object.values(data ?? {})[0]);
};

const begin = async (bench: Bench) => {
  const payload = await run(bench, BEGIN, { id: bench.orderId });
  const calculated = record(payload["calculatedOrder"]);
  const line = nodesOf(calculated["lineItems"])[0] ?? {};
  return { payload, id: String(calculated["id"]), line, lineId: String(line["id"]) };
};

describe("order edits", () => {
  it("take units off that have not shipped, and nothing stands before the commit", async () => {
    const bench = await fulfilledOrder({ ship: 1 });
    const { id, line, lineId } = await begin(bench);

    const set = await run(bench, SET, { id, line: lineId, quantity: 1 });
    const before = bench.store.order("#1001").lines[0]?.currentQuantity;
    const tooFew = await run(bench, SET, { id, line: lineId, quantity: 0 });
    const commit = await run(bench, COMMIT, { id });

    expect(line).toMatchObject({ quantity: 3, editableQuantity: 2 });
    expect(set).toMatchObject({ calculatedOrder: { totalOutstandingSet: { presentmentMoney: { amount: "-59.99" } } } });
    expect(before).toBe(3);
    expect(tooFew).toMatchObject({ userErrors: [{ field: ["quantity"] }] });
    expect(commit).toMatchObject({ order: { id: bench.orderId }, userErrors: [] });
    expect(bench.store.order("#1001")).toMatchObject({ refunded: "0.00", lines: [{ currentQuantity: 1 }] });
    expect(bench.store.inventory("VAR")).toEqual({ on_hand: 9, committed: 0, available: 9 });
  });

  it("can be read again by their id until one is committed", async () => {
    const bench = await fulfilledOrder();
    const { id } = await begin(bench);
    const read = () =>
      bench.ask(
        `query Read($id: ID!) { node(id: $id) { ... on CalculatedOrder { lineItems(first: 5) { nodes { quantity } } } } }`,
        { id },
      );

    expect((await read()).data).toMatchObject({ node: { lineItems: { nodes: [{ quantity: 3 }] } } });
    await run(bench, COMMIT, { id });
    expect((await read()).data).toEqual({ node: null });
  });

  it("add an item that is to be paid, and its invoice is mailed", async () => {
    const bench = await fulfilledOrder();
    const { id } = await begin(bench);

    const added = await run(bench, ADD, {
      id,
      title: "Restocking fee",
      price: { amount: "7.50", currencyCode: "CAD" },
    });
    await run(bench, COMMIT, { id });
    const sent = await run(
      bench,
      `mutation Send($id: ID!) { orderInvoiceSend(id: $id) { order { id } userErrors { code message } } }`,
      { id: bench.orderId },
    );

    expect(added).toMatchObject({ calculatedOrder: { totalOutstandingSet: { presentmentMoney: { amount: "7.5" } } } });
    expect(bench.store.order("#1001")).toMatchObject({ total: "97.49", lines: [{}, { title: "Restocking fee" }] });
    expect(sent).toMatchObject({ order: { id: bench.orderId }, userErrors: [] });
    expect(bench.store.sentInvoices()).toEqual([
      { of: bench.orderId, to: "alex.martin@customers.example", amount: "7.50" },
    ]);
  });

  it("leave the mail of an invoice among the order's events", async () => {
    const bench = await fulfilledOrder();
    const events = async () => {
      const query = `query Events($id: ID!) { order(id: $id) { events(first: 5, sortKey: ID, reverse: true) {
        nodes { action attributeToApp } } } }`;
      return nodesOf(record(await run(bench, query, { id: bench.orderId }))["events"]);
    };
    const before = await events();

    await run(bench, `mutation Send($id: ID!) { orderInvoiceSend(id: $id) { userErrors { message } } }`, {
      id: bench.orderId,
    });

    expect(before).toEqual([]);
    expect(await events()).toEqual([{ action: "mail_sent", attributeToApp: true }]);
  });

  it("are lost when another is committed, and refuse a cancelled order", async () => {
    const bench = await fulfilledOrder({ ship: 1 });
    const first = await begin(bench);
    const second = await begin(bench);
    await run(bench, COMMIT, { id: second.id });

    const lost = await run(bench, COMMIT, { id: first.id });
    bench.store.cancelOrder("#1001");

    expect(lost).toMatchObject({ order: null, userErrors: [{ field: ["id"] }] });
    expect((await begin(bench)).payload).toMatchObject({ calculatedOrder: null, userErrors: [{ field: ["id"] }] });
  });

  it.each([
    ["no title", { title: " ", price: { amount: "1.00", currencyCode: "CAD" } }, "title"],
    ["another currency", { title: "Fee", price: { amount: "1.00", currencyCode: "USD" } }, "price"],
    ["a price below nothing", { title: "Fee", price: { amount: "-1.00", currencyCode: "CAD" } }, "price"],
  ])("refuse an item with %s", async (_what, item, field) => {
    const bench = await fulfilledOrder();
    const { id } = await begin(bench);

    expect(await run(bench, ADD, { id, ...item })).toMatchObject({ userErrors: [{ field: [field] }] });
  });
});

describe("orderCancel", () => {
  it("takes off what has not shipped and pays it back when told to", async () => {
    const bench = await fulfilledOrder({ ship: 1 });

    const done = await run(bench, CANCEL, {
      id: bench.orderId,
      restock: true,
      refund: { originalPaymentMethodsRefund: true },
    });
    const twice = await run(bench, CANCEL, { id: bench.orderId, restock: true });

    expect(done).toMatchObject({ job: { done: true }, orderCancelUserErrors: [] });
    expect(bench.store.order("#1001")).toMatchObject({ refunded: "59.99", lines: [{ currentQuantity: 1 }] });
    expect(twice).toMatchObject({ job: null, orderCancelUserErrors: [{ code: "INVALID" }] });
  });

  it("keeps the money and the shelf's count when told to", async () => {
    const bench = await fulfilledOrder({ ship: 1 });

    await run(bench, CANCEL, { id: bench.orderId, restock: false });

    expect(bench.store.order("#1001")).toMatchObject({ refunded: "0.00", refunds: 0, lines: [{ currentQuantity: 1 }] });
    expect(bench.store.inventory("VAR")).toEqual({ on_hand: 7, committed: 0, available: 7 });
  });

  it("refuses an order with an open return, and one that is not there", async () => {
    const bench = await fulfilledOrder();
    await bench.create([{ quantity: 1 }]);

    const open = await run(bench, CANCEL, { id: bench.orderId, restock: true });
    const unknown = await run(bench, CANCEL, { id: "gid://shopify/Order/9", restock: true });

    expect(open).toMatchObject({ orderCancelUserErrors: [{ code: "INVALID" }] });
    expect(unknown).toMatchObject({ orderCancelUserErrors: [{ code: "NOT_FOUND" }] });
  });
});
