import { describe, expect, it } from "vitest";
import { aFulfilment, HOLD, RELEASE, SHIP } from "./a-fulfilment.ts";

const OUT_OF_STOCK = { reason: "INVENTORY_OUT_OF_STOCK", reasonNotes: "Waits for stock", handle: "rma-desk" };

async function held(units?: number) {
  const bench = aFulfilment();
  bench.place();
  const [fo] = await bench.fos();
  const lines =
    units === undefined ? {} : { fulfillmentOrderLineItems: [{ id: fo?.lineItems.nodes[0]?.id, quantity: units }] };
  const payload = await bench.run(HOLD, { id: fo?.id, hold: { ...OUT_OF_STOCK, ...lines } });
  return { ...bench, id: fo?.id ?? "", payload };
}

describe("fulfillmentOrderHold", () => {
  it("holds a whole fulfillment order", async () => {
    const { payload, id, fos, store } = await held();

    expect(payload).toMatchObject({
      fulfillmentHold: { ...OUT_OF_STOCK, displayReason: "Inventory out of stock", heldByRequestingApp: true },
      fulfillmentOrder: {
        id,
        status: "ON_HOLD",
        supportedActions: [{ action: "RELEASE_HOLD" }, { action: "HOLD" }, { action: "MOVE" }],
      },
      remainingFulfillmentOrder: null,
      userErrors: [],
    });
    expect(await fos()).toHaveLength(1);
    expect(() => store.fulfil("#1001")).toThrow("not on hold");
  });

  it("holds named units: they keep the id, the others stand in a new, open one", async () => {
    const { payload, id } = await held(2);

    expect(payload).toMatchObject({
      fulfillmentOrder: { id, status: "ON_HOLD", lineItems: { nodes: [{ totalQuantity: 2, remainingQuantity: 2 }] } },
      remainingFulfillmentOrder: {
        status: "OPEN",
        fulfillmentHolds: [],
        lineItems: { nodes: [{ totalQuantity: 1, remainingQuantity: 1 }] },
      },
      userErrors: [],
    });
  });

  it("leaves held units alone when staff ship, and shows the order as partly shipped, then on hold", async () => {
    const { store, api } = await held(2);
    const status = async () => {
      const { data } = await api("query Status($id: ID!) { order(id: $id) { displayFulfillmentStatus } }", {
        id: store.order("#1001").id,
      });
      return data?.["order"];
    };
    const before = await status();

    store.fulfil("#1001");

    expect(before).toEqual({ displayFulfillmentStatus: "UNFULFILLED" });
    expect(store.order("#1001").lines).toMatchObject([{ shipped: 1, unfulfilledQuantity: 2 }]);
    expect(await status()).toEqual({ displayFulfillmentStatus: "ON_HOLD" });
  });

  it("refuses a handle that this app uses already, and takes it for another fulfillment order", async () => {
    const { run, id, place, fos } = await held();
    place({ name: "#1002" });
    const [other] = await fos("#1002");

    const again = await run(HOLD, { id, hold: OUT_OF_STOCK });
    const elsewhere = await run(HOLD, { id: other?.id, hold: OUT_OF_STOCK });

    expect(again).toMatchObject({
      fulfillmentHold: null,
      userErrors: [{ field: ["fulfillmentHold", "handle"], code: "DUPLICATE_FULFILLMENT_HOLD_HANDLE" }],
    });
    expect(elsewhere).toMatchObject({ userErrors: [] });
  });

  it("does not share handles with staff's holds", async () => {
    const { run, store, place, fos } = aFulfilment();
    place();
    store.holdInAdmin("#1001", "INCORRECT_ADDRESS");
    const [fo] = await fos();

    expect(await run(HOLD, { id: fo?.id, hold: { reason: "OTHER" } })).toMatchObject({
      fulfillmentHold: { handle: "" },
      userErrors: [],
    });
  });

  it("takes ten holds of one app and refuses the eleventh", async () => {
    const { run, place, fos } = aFulfilment();
    place();
    const [fo] = await fos();
    const payloads: unknown[] = [];
    for (let count = 1; count <= 11; count += 1)
      payloads.push(await run(HOLD, { id: fo?.id, hold: { reason: "OTHER", handle: `hold-${count}` } }));

    expect(payloads[9]).toMatchObject({ userErrors: [] });
    expect(payloads[10]).toMatchObject({
      userErrors: [{ field: ["id"], code: "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED" }],
    });
  });

  it("refuses to split what is held, more units than there are, none, and a line named twice", async () => {
    const { run, id, fos } = await held(2);
    const [, open] = await fos();
    const line = open?.lineItems.nodes[0]?.id;
    const on = (fo: string | undefined, ...quantities: number[]) =>
      run(HOLD, {
        id: fo,
        hold: { reason: "OTHER", fulfillmentOrderLineItems: quantities.map((quantity) => ({ id: line, quantity })) },
      });

    expect(await on(id, 1)).toMatchObject({ userErrors: [{ code: "FULFILLMENT_ORDER_NOT_SPLITTABLE" }] });
    expect(await on(open?.id, 2)).toMatchObject({ userErrors: [{ code: "INVALID_LINE_ITEM_QUANTITY" }] });
    expect(await on(open?.id, 0)).toMatchObject({ userErrors: [{ code: "GREATER_THAN_ZERO" }] });
    expect(await on(open?.id, 1, 1)).toMatchObject({
      userErrors: [{ code: "DUPLICATED_FULFILLMENT_ORDER_LINE_ITEMS" }],
    });
    expect(await fos()).toHaveLength(2);
  });

  it("refuses a handle of more than 64 characters, and what is closed or partly shipped", async () => {
    const { run, store, place, fos } = aFulfilment();
    place();
    const [fo] = await fos();
    const long = await run(HOLD, { id: fo?.id, hold: { reason: "OTHER", handle: "x".repeat(65) } });
    store.fulfil("#1001", { lines: [{ sku: "A", quantity: 1 }] });
    const begun = await run(HOLD, { id: fo?.id, hold: { reason: "OTHER" } });
    store.fulfil("#1001");
    const closed = await run(HOLD, { id: fo?.id, hold: { reason: "OTHER" } });

    expect(long).toMatchObject({ userErrors: [{ field: ["fulfillmentHold", "handle"] }] });
    expect(begun).toMatchObject({ userErrors: [{ message: "The fulfillment order is not in an open state." }] });
    expect(closed).toMatchObject({ userErrors: [{ message: "The fulfillment order is not in an open state." }] });
  });

  it("fails as a whole for an id that is not there, or that the scopes do not open", async () => {
    const { api, place, fos } = aFulfilment();
    place();
    const [fo] = await fos();

    const unknown = await api(HOLD, { id: "gid://shopify/FulfillmentOrder/0", hold: { reason: "OTHER" } });
    const closed = await api(HOLD, { id: fo?.id, hold: { reason: "OTHER" } }, ["write_third_party_fulfillment_orders"]);
    const denied = await api(HOLD, { id: fo?.id, hold: { reason: "OTHER" } }, ["write_orders"]);

    expect(unknown.errors).toMatchObject([
      { message: "Invalid id: gid://shopify/FulfillmentOrder/0", extensions: { code: "RESOURCE_NOT_FOUND" } },
    ]);
    expect(closed.errors).toMatchObject([{ extensions: { code: "RESOURCE_NOT_FOUND" } }]);
    expect(denied.errors).toMatchObject([{ extensions: { code: "ACCESS_DENIED" } }]);
  });
});

describe("fulfillmentOrderReleaseHold", () => {
  it("releases the named hold only; the last one opens the fulfillment order", async () => {
    const { run, id, store, payload } = await held();
    store.holdInAdmin("#1001", "INCORRECT_ADDRESS");
    const { fulfillmentHold: hold } = payload as { fulfillmentHold: { id: string } };

    const first = await run(RELEASE, { id, holdIds: [hold.id] });
    store.releaseHoldInAdmin("#1001", "INCORRECT_ADDRESS");

    expect(first).toMatchObject({
      fulfillmentOrder: {
        status: "ON_HOLD",
        fulfillmentHolds: [{ reason: "INCORRECT_ADDRESS", heldByRequestingApp: false, handle: null }],
      },
    });
    store.fulfil("#1001");
    expect(store.order("#1001").lines).toMatchObject([{ shipped: 3 }]);
  });

  it("releases everybody's holds when it names none: a trap", async () => {
    const { run, id, store } = await held();
    store.holdInAdmin("#1001", "HIGH_RISK_OF_FRAUD");

    expect(await run(RELEASE, { id })).toMatchObject({ fulfillmentOrder: { status: "OPEN", fulfillmentHolds: [] } });
  });

  it("leaves holds that are not of this fulfillment order", async () => {
    const { run, id } = await held();

    expect(await run(RELEASE, { id, holdIds: ["gid://shopify/FulfillmentHold/1"] })).toMatchObject({
      fulfillmentOrder: { status: "ON_HOLD" },
      userErrors: [],
    });
  });
});

describe("a held fulfillment order", () => {
  it("cannot be fulfilled through the API", async () => {
    const { run, id, store } = await held();

    const payload = await run(SHIP, { f: { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: id }] } });

    expect(payload).toMatchObject({ fulfillment: null, userErrors: [{ field: ["fulfillment"] }] });
    expect(JSON.stringify(payload)).toContain("unfulfillable status= on_hold");
    expect(store.inventory("A")).toEqual({ on_hand: 10, committed: 3, available: 7 });
  });

  it("loses its held units first when an order shrinks, and is closed with the order", async () => {
    const { store, fos } = await held(2);

    store.editOrder("#1001", "A", 2);
    const shrunk = await fos();
    store.cancelOrder("#1001");

    expect(shrunk.map(({ status, lineItems }) => [status, lineItems.nodes[0]?.remainingQuantity])).toEqual([
      ["ON_HOLD", 1],
      ["OPEN", 1],
    ]);
    expect((await fos()).map(({ status }) => status)).toEqual(["CLOSED", "CLOSED"]);
    expect(store.inventory("A")).toEqual({ on_hand: 10, committed: 0, available: 10 });
  });
});

describe("staff in Shopify's admin", () => {
  it("hold what has not shipped, also what an app holds, and the rest of what has partly shipped", async () => {
    const { store, place, fos } = aFulfilment();
    place();
    store.fulfil("#1001", { lines: [{ sku: "A", quantity: 1 }] });

    store.holdInAdmin("#1001", "customer calls back");

    expect(
      (await fos()).map(({ status, fulfillmentHolds }) => [status, fulfillmentHolds.map(({ reason }) => reason)]),
    ).toEqual([
      ["CLOSED", []],
      ["ON_HOLD", ["OTHER"]],
    ]);
    expect(() => store.releaseHoldInAdmin("#1001", "INCORRECT_ADDRESS")).toThrow("not on hold");
    store.releaseHoldInAdmin("#1001", "customer calls back");
    store.fulfil("#1001");
    expect(() => store.holdInAdmin("#1001", "OTHER")).toThrow("nothing that could be held");
  });

  it("can release an app's hold", async () => {
    const { store, fos } = await held(2);

    store.releaseHoldInAdmin("#1001", "INVENTORY_OUT_OF_STOCK");

    expect((await fos()).map(({ status }) => status)).toEqual(["OPEN", "OPEN"]);
  });
});
