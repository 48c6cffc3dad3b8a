import { describe, expect, it } from "vitest";
import { aFulfilment, MOVE, SHIP, SPLIT, type Fo } from "./a-fulfilment.ts";

const lineOf = (fo: Fo | undefined, index = 0) => fo?.lineItems.nodes[index]?.id;
const actionsOf = (fo: Fo | undefined) => fo?.supportedActions.map(({ action }) => action);
const unitsIn = (fo: Fo | undefined) =>
  fo?.lineItems.nodes.map(({ sku, remainingQuantity }) => [sku, remainingQuantity]);

const TWO_PLACES = { locations: [{ name: "Main" }, { name: "West" }] };

describe("routing", () => {
  it("gives one fulfillment order per place and way of delivery, and says what can be done with it", async () => {
    const { store, place, fos } = aFulfilment();
    store.createProduct({ sku: "PDF", title: "Manual", price: "5.00", requiresShipping: false });
    place({
      lines: [
        { sku: "A", quantity: 2 },
        { sku: "PDF", quantity: 1 },
        { sku: "B", quantity: 1 },
      ],
    });

    const [goods, manual, ...others] = await fos();

    expect(unitsIn(goods)).toEqual([
      ["A", 2],
      ["B", 1],
    ]);
    expect(unitsIn(manual)).toEqual([["PDF", 1]]);
    expect(others).toEqual([]);
    expect(actionsOf(goods)).toEqual(["CREATE_FULFILLMENT", "REPORT_PROGRESS", "MOVE", "HOLD", "SPLIT", "MERGE"]);
  });

  it("goes where the line is stocked, also when it is oversold", async () => {
    const { store, place, fos } = aFulfilment(TWO_PLACES);
    store.createProduct({ sku: "W", title: "West only", price: "1.00", stock: { West: 2 } });
    place({ lines: [{ sku: "W", quantity: 5 }] });

    expect(await fos()).toMatchObject([{ assignedLocation: { name: "West" } }]);
    expect(store.inventory("W", "West")).toEqual({ on_hand: 2, committed: 5, available: -3 });
  });
});

describe("reading fulfillment orders", () => {
  it("finds them by status, place and id, without the closed ones unless asked", async () => {
    const { store, place, api } = aFulfilment();
    place();
    place({ name: "#1002" });
    place({ name: "#1003" });
    store.fulfil("#1002");
    store.holdInAdmin("#1003", "OTHER");
    const list = async (args: string) => {
      const { data, errors } = await api(`{ fulfillmentOrders(first: 10, ${args}) { nodes { orderName status } } }`);
      expect(errors).toEqual([]);
      return (data?.["fulfillmentOrders"] as { nodes: { orderName: string }[] }).nodes.map(
        ({ orderName }) => orderName,
      );
    };

    expect(await list("sortKey: UPDATED_AT")).toEqual(["#1001", "#1003"]);
    expect(await list('query: "status:on_hold"')).toEqual(["#1003"]);
    expect(await list("includeClosed: true")).toEqual(["#1001", "#1002", "#1003"]);
    expect(await list('query: "status:closed", includeClosed: true')).toEqual(["#1002"]);
    expect(await list(`query: "assigned_location_id:'${store.locationId()}'"`)).toEqual(["#1001", "#1003"]);
  });

  it("shows order, destination and way of delivery, by root field and by node", async () => {
    const { place, api, fos } = aFulfilment();
    place({ shipTo: { country: "US", province: "ME", city: "Bangor" } });
    const [fo] = await fos();
    const fields =
      "id orderId orderName orderProcessedAt deliveryMethod { methodType } destination { countryCode city } manual: merchantRequests(first: 1) { nodes { id } }";

    const { data, errors } = await api(
      `query Read($id: ID!) { fulfillmentOrder(id: $id) { ${fields} } node(id: $id) { ... on FulfillmentOrder { id } } manualHoldsFulfillmentOrders(first: 5) { nodes { id } } }`,
      { id: fo?.id },
    );

    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      fulfillmentOrder: {
        orderName: "#1001",
        orderProcessedAt: "2026-01-31T12:00:00.000Z",
        deliveryMethod: { methodType: "SHIPPING" },
        destination: { countryCode: "US", city: "Bangor" },
      },
      node: { id: fo?.id },
      manualHoldsFulfillmentOrders: { nodes: [] },
    });
  });

  it("hides what a token's scopes do not open", async () => {
    const { store, place, api, fos } = aFulfilment({ locations: [{ name: "Main" }, { name: "3PL", isService: true }] });
    store.createProduct({ sku: "S", title: "Sent by others", price: "1.00", stock: { "3PL": 5 } });
    place({
      lines: [
        { sku: "A", quantity: 1 },
        { sku: "S", quantity: 1 },
      ],
    });
    const [, theirs] = await fos();
    const query = `query Read($id: ID!) { fulfillmentOrder(id: $id) { id } fulfillmentOrders(first: 5) { nodes { assignedLocation { name } } } }`;

    const { data } = await api(query, { id: theirs?.id }, ["read_merchant_managed_fulfillment_orders", "read_orders"]);

    expect(data).toEqual({
      fulfillmentOrder: null,
      fulfillmentOrders: { nodes: [{ assignedLocation: { name: "Main" } }] },
    });
  });
});

describe("fulfillmentOrderSplit", () => {
  it("puts named units in a new one, which can be merged again", async () => {
    const { run, place, fos } = aFulfilment();
    place({
      lines: [
        { sku: "A", quantity: 3 },
        { sku: "B", quantity: 2 },
      ],
    });
    const [fo] = await fos();
    const lines = [
      { id: lineOf(fo), quantity: 1 },
      { id: lineOf(fo, 1), quantity: 2 },
    ];

    await run(SPLIT, { splits: [{ fulfillmentOrderId: fo?.id, fulfillmentOrderLineItems: lines }] });
    const [rest, split] = await fos();
    const merge = `mutation Merge($i: [FulfillmentOrderMergeInput!]!) { fulfillmentOrderMerge(fulfillmentOrderMergeInputs: $i) { fulfillmentOrderMerges { fulfillmentOrder { id } } userErrors { message code } } }`;
    const intents = [{ mergeIntents: [{ fulfillmentOrderId: rest?.id }, { fulfillmentOrderId: split?.id }] }];
    const merged = await run(merge, { i: intents });

    expect([rest?.id, unitsIn(rest)]).toEqual([fo?.id, [["A", 2]]]);
    expect(unitsIn(split)).toEqual([
      ["A", 1],
      ["B", 2],
    ]);
    // A line that goes whole keeps its id, one that is parted does not.
    expect([lineOf(split) === lineOf(fo), lineOf(split, 1)]).toEqual([false, lineOf(fo, 1)]);
    expect(actionsOf(split)).toContain("MERGE");
    expect(merged).toMatchObject({ fulfillmentOrderMerges: [{ fulfillmentOrder: { id: fo?.id } }], userErrors: [] });
    expect((await fos()).map((one) => [one.status, unitsIn(one)])).toEqual([
      [
        "OPEN",
        [
          ["A", 3],
          ["B", 2],
        ],
      ],
      ["CLOSED", []],
    ]);
  });

  it("refuses no lines, none of a line, too many, all of them, an unknown one and a held one; all or nothing", async () => {
    const { run, store, place, fos } = aFulfilment();
    place();
    place({ name: "#1002" });
    const [fo] = await fos();
    const [other] = await fos("#1002");
    store.holdInAdmin("#1002", "OTHER");
    const split = async (...asked: [id: string | undefined, line: string | undefined, quantity: number][]) => {
      const splits = asked.map(([id, line, quantity]) => ({
        fulfillmentOrderId: id,
        fulfillmentOrderLineItems: line === undefined ? [] : [{ id: line, quantity }],
      }));
      const { userErrors } = await run(SPLIT, { splits });
      return (userErrors as { code: string | null }[]).map(({ code }) => code);
    };

    expect(await split([fo?.id, undefined, 0])).toEqual(["NO_LINE_ITEMS_PROVIDED_TO_SPLIT"]);
    expect(await split([fo?.id, lineOf(fo), 0])).toEqual(["GREATER_THAN"]);
    expect(await split([fo?.id, lineOf(fo), 4])).toEqual(["INVALID_LINE_ITEM_QUANTITY"]);
    expect(await split([fo?.id, lineOf(fo), 3])).toEqual(["INVALID_LINE_ITEM_QUANTITY"]);
    expect(await split(["gid://shopify/FulfillmentOrder/1", lineOf(fo), 1])).toEqual(["FULFILLMENT_ORDER_NOT_FOUND"]);
    expect(await split([fo?.id, lineOf(fo), 1], [other?.id, lineOf(other), 1])).toEqual([null]);
    expect(await fos()).toHaveLength(1);
  });

  it("replaces one that has partly shipped", async () => {
    const { run, store, place, fos } = aFulfilment();
    place();
    store.fulfil("#1001", { lines: [{ sku: "A", quantity: 1 }] });
    const [fo] = await fos();
    const lines = [{ id: lineOf(fo), quantity: 1 }];

    const payload = await run(SPLIT, { splits: [{ fulfillmentOrderId: fo?.id, fulfillmentOrderLineItems: lines }] });

    expect(fo).toMatchObject({ status: "IN_PROGRESS" });
    expect(payload).toMatchObject({
      fulfillmentOrderSplits: [
        {
          fulfillmentOrder: {
            id: fo?.id,
            status: "CLOSED",
            lineItems: { nodes: [{ totalQuantity: 1, remainingQuantity: 0 }] },
          },
          remainingFulfillmentOrder: { status: "OPEN", lineItems: { nodes: [{ remainingQuantity: 1 }] } },
          replacementFulfillmentOrder: { status: "OPEN", lineItems: { nodes: [{ remainingQuantity: 1 }] } },
        },
      ],
    });
    store.fulfil("#1001");
    expect(store.order("#1001").lines).toMatchObject([{ shipped: 3, unfulfilledQuantity: 0 }]);
  });
});

describe("fulfillmentOrderMove", () => {
  const atTwoPlaces = async () => {
    const bench = aFulfilment(TWO_PLACES);
    bench.store.setStock("A", { set: 4 }, "West");
    bench.place();
    const [fo] = await bench.fos();
    return { ...bench, fo, west: bench.store.locationId("West") };
  };

  it("moves a whole one with its id and its promised stock", async () => {
    const { run, fo, west, store } = await atTwoPlaces();

    const payload = await run(MOVE, { id: fo?.id, to: west });

    expect(payload).toMatchObject({
      movedFulfillmentOrder: { id: fo?.id, assignedLocation: { name: "West" } },
      originalFulfillmentOrder: { id: fo?.id },
      remainingFulfillmentOrder: null,
      userErrors: [],
    });
    expect(store.inventory("A", "Main")).toMatchObject({ committed: 0 });
    expect(store.inventory("A", "West")).toEqual({ on_hand: 4, committed: 3, available: 1 });
  });

  it("moves named units to a new one with new line ids, and holds go along", async () => {
    const { run, fo, west, store, fos } = await atTwoPlaces();
    store.holdInAdmin("#1001", "OTHER");

    await run(MOVE, { id: fo?.id, to: west, lines: [{ id: lineOf(fo), quantity: 2 }] });

    const [stays, moved] = await fos();
    expect([stays?.id, stays?.status, unitsIn(stays)]).toEqual([fo?.id, "ON_HOLD", [["A", 1]]]);
    expect([moved?.status, moved?.assignedLocation.name, unitsIn(moved)]).toEqual(["ON_HOLD", "West", [["A", 2]]]);
    expect(moved?.fulfillmentHolds).toMatchObject([{ reason: "OTHER" }]);
    expect(lineOf(moved)).not.toBe(lineOf(fo));
    expect(store.inventory("A", "West")).toMatchObject({ committed: 2 });
  });

  it("is told which places stock what", async () => {
    const { api, place, fos } = await atTwoPlaces();
    place({
      name: "#1002",
      lines: [
        { sku: "A", quantity: 1 },
        { sku: "B", quantity: 1 },
      ],
    });
    const [fo] = await fos("#1002");
    const query = `query Places($id: ID!) { fulfillmentOrder(id: $id) { locationsForMove(first: 5) { nodes { location { name } movable
      availableLineItems(first: 5) { nodes { sku } } unavailableLineItemsCount { count } } } } }`;

    const { data, errors } = await api(query, { id: fo?.id });

    expect(errors).toEqual([]);
    expect(data?.["fulfillmentOrder"]).toEqual({
      locationsForMove: {
        nodes: [
          {
            location: { name: "West" },
            movable: true,
            availableLineItems: { nodes: [{ sku: "A" }] },
            unavailableLineItemsCount: { count: 1 },
          },
        ],
      },
    });
  });

  it("refuses the place it is at, one that is not there or does not stock it, too many units, and what is done", async () => {
    const { run, fo, west, store, fos, place } = await atTwoPlaces();
    place({ name: "#1002", lines: [{ sku: "B", quantity: 1 }] });
    const [gauge] = await fos("#1002");
    const move = async (variables: Record<string, unknown>) => {
      const { userErrors } = await run(MOVE, variables);
      return (userErrors as { field: string[] }[]).map(({ field }) => field[0]);
    };

    expect(await move({ id: fo?.id, to: store.locationId("Main") })).toEqual(["newLocationId"]);
    expect(await move({ id: fo?.id, to: "gid://shopify/Location/1" })).toEqual(["newLocationId"]);
    expect(await move({ id: gauge?.id, to: west })).toEqual(["newLocationId"]);
    expect(await move({ id: fo?.id, to: west, lines: [{ id: lineOf(fo), quantity: 4 }] })).toEqual([
      "fulfillmentOrderLineItems",
    ]);
    store.fulfil("#1001");
    expect(await move({ id: fo?.id, to: west })).toEqual(["id"]);
  });
});

describe("several fulfillment orders of one order", () => {
  it("ship together or apart, shrink, grow and are cancelled without leaving stock behind", async () => {
    const { store, place, fos, run } = aFulfilment(TWO_PLACES);
    store.createProduct({ sku: "W", title: "West only", price: "1.00", stock: { West: 2 } });
    place({
      lines: [
        { sku: "A", quantity: 4 },
        { sku: "W", quantity: 2 },
      ],
    });
    const [main, west] = await fos();
    await run(SHIP, { f: { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: west?.id }] } });

    store.editOrder("#1001", "A", 2);
    store.editOrder("#1001", "A", 3);
    const edited = store.inventory("A", "Main");
    store.cancelOrder("#1001");

    expect(main?.status).toBe("OPEN");
    expect(edited).toMatchObject({ committed: 3, on_hand: 10 });
    expect(store.inventory("A", "Main")).toMatchObject({ committed: 0, available: 10 });
    expect(store.inventory("W", "West")).toMatchObject({ on_hand: 0, committed: 0 });
    expect((await fos()).every(({ status }) => status === "CLOSED")).toBe(true);
  });
});
