import { describe, expect, it } from "vitest";
import { aFulfilment, SHIP } from "./a-fulfilment.ts";

const of = (fulfillmentOrderId: string | undefined, lines?: { id: string | undefined; quantity: number }[]) => ({
  fulfillmentOrderId,
  ...(lines ? { fulfillmentOrderLineItems: lines } : {}),
});

describe("fulfillmentCreate", () => {
  it("ships everything and tells nobody by default", async () => {
    const { run, store, place, fos } = aFulfilment();
    place();
    const [fo] = await fos();

    const payload = await run(SHIP, { f: { lineItemsByFulfillmentOrder: [of(fo?.id)] } });

    expect(payload).toMatchObject({
      fulfillment: { status: "SUCCESS", displayStatus: "FULFILLED", totalQuantity: 3, trackingInfo: [] },
      userErrors: [],
    });
    expect(store.order("#1001").lines).toMatchObject([{ shipped: 3, notified: false }]);
    expect(store.inventory("A")).toEqual({ on_hand: 7, committed: 0, available: 7 });
    expect(await fos()).toMatchObject([{ status: "CLOSED", supportedActions: [] }]);
  });

  it("ships named units with tracking, and tells the customer when asked", async () => {
    const { run, store, place, fos } = aFulfilment();
    place();
    const [fo] = await fos();
    const lines = [{ id: fo?.lineItems.nodes[0]?.id, quantity: 2 }];
    const trackingInfo = { number: "1Z", company: "UPS", url: "https://ups.example/1Z" };

    const payload = await run(SHIP, {
      f: { lineItemsByFulfillmentOrder: [of(fo?.id, lines)], notifyCustomer: true, trackingInfo },
    });

    expect(payload).toMatchObject({ fulfillment: { totalQuantity: 2, trackingInfo: [trackingInfo] } });
    expect(store.order("#1001").lines).toMatchObject([{ shipped: 2, unfulfilledQuantity: 1, notified: true }]);
    expect(await fos()).toMatchObject([{ status: "IN_PROGRESS" }]);
  });

  it("refuses two orders, two places, two ways of delivery, one named twice, nothing, and too many units", async () => {
    const { run, store, place, fos } = aFulfilment({ locations: [{ name: "Main" }, { name: "West" }] });
    store.createProduct({ sku: "W", title: "West only", price: "1.00", stock: { West: 2 } });
    store.createProduct({ sku: "PDF", title: "Manual", price: "5.00", requiresShipping: false });
    place({
      lines: [
        { sku: "A", quantity: 1 },
        { sku: "W", quantity: 1 },
        { sku: "PDF", quantity: 1 },
      ],
    });
    place({ name: "#1002" });
    const [main, west, manual] = await fos();
    const [other] = await fos("#1002");
    const line = main?.lineItems.nodes[0]?.id;
    const refused = async (...groups: ReturnType<typeof of>[]) => {
      const { userErrors } = await run(SHIP, { f: { lineItemsByFulfillmentOrder: groups } });
      return (userErrors as { message: string }[]).map(({ message }) => message).join();
    };

    expect(await refused(of(main?.id), of(other?.id))).toContain("same order");
    expect(await refused(of(main?.id), of(west?.id))).toContain("same location");
    expect(await refused(of(main?.id), of(manual?.id))).toContain('["shipping","none"]');
    expect(await refused(of(main?.id), of(main?.id))).toContain("twice");
    expect(await refused()).toContain("at least one");
    expect(await refused(of(main?.id, [{ id: line, quantity: 2 }]))).toContain("Invalid fulfillment order line item");
    expect(await refused(of(main?.id, [{ id: line, quantity: 0 }]))).toContain("Invalid fulfillment order line item");
    expect(store.order("#1001").lines).toMatchObject([{ shipped: 0 }, { shipped: 0 }, { shipped: 0 }]);
  });

  it("refuses what has shipped already, so that a repeated call ships once", async () => {
    const { run, api, store, place, fos } = aFulfilment();
    place();
    const [fo] = await fos();
    const variables = { f: { lineItemsByFulfillmentOrder: [of(fo?.id)] } };
    await run(SHIP, variables);

    const again = await run(SHIP, variables);
    const unknown = await api(SHIP, { f: { lineItemsByFulfillmentOrder: [of("gid://shopify/FulfillmentOrder/1")] } });

    expect(JSON.stringify(again)).toContain("unfulfillable status= closed");
    expect(store.order("#1001").lines).toMatchObject([{ shipped: 3 }]);
    expect(unknown.errors).toMatchObject([{ extensions: { code: "RESOURCE_NOT_FOUND" } }]);
  });
});

describe("a shipment", () => {
  const shipped = async (quantity?: number) => {
    const bench = aFulfilment();
    const orderId = bench.place();
    bench.store.fulfil("#1001", quantity === undefined ? {} : { lines: [{ sku: "A", quantity }] });
    const read = async () => {
      const { data } = await bench.api(
        `query Read($id: ID!) { order(id: $id) { fulfillments(first: 5) { id status displayStatus deliveredAt inTransitAt updatedAt
          events(first: 5) { nodes { status } } fulfillmentOrders(first: 5) { nodes { id } } trackingInfo { number } } } }`,
        { id: orderId },
      );
      return (data?.["order"] as { fulfillments: { id: string; updatedAt: string }[] }).fulfillments;
    };
    return { ...bench, read, id: (await read())[0]?.id ?? "" };
  };

  it("carries what the carrier says", async () => {
    const { store, read, clock, id, run } = await shipped();
    clock.now = new Date("2026-02-02T10:00:00Z");
    store.carrierStatus("#1001", "IN_TRANSIT");
    const event = `mutation Event($e: FulfillmentEventInput!) { fulfillmentEventCreate(fulfillmentEvent: $e) { fulfillmentEvent { status message } userErrors { message } } }`;

    const payload = await run(event, { e: { fulfillmentId: id, status: "DELIVERED", message: "At the door" } });

    expect(payload).toMatchObject({
      fulfillmentEvent: { status: "DELIVERED", message: "At the door" },
      userErrors: [],
    });
    expect(await read()).toMatchObject([
      {
        displayStatus: "DELIVERED",
        inTransitAt: "2026-02-02T10:00:00.000Z",
        deliveredAt: "2026-02-02T10:00:00.000Z",
        events: { nodes: [{ status: "IN_TRANSIT" }, { status: "DELIVERED" }] },
      },
    ]);
  });

  it("is the newest that the carrier speaks of, and there must be one", async () => {
    const { store, read, clock, place } = await shipped(1);
    clock.now = new Date("2026-02-03T10:00:00Z");
    store.fulfil("#1001");
    place({ name: "#1002" });

    store.carrierStatus("#1001", "FAILURE");

    expect(await read()).toMatchObject([{ displayStatus: "FULFILLED" }, { displayStatus: "FAILURE" }]);
    expect(() => store.carrierStatus("#1002", "DELIVERED")).toThrow("has not shipped");
  });

  it("can get another tracking number", async () => {
    const { run, read, id } = await shipped();
    const update = `mutation Track($id: ID!, $t: FulfillmentTrackingInput!) { fulfillmentTrackingInfoUpdate(fulfillmentId: $id, trackingInfoInput: $t, notifyCustomer: false) { fulfillment { id } userErrors { message } } }`;

    await run(update, { id, t: { numbers: ["2Z", "3Z"] } });

    expect(await read()).toMatchObject([{ trackingInfo: [{ number: "2Z" }, { number: "3Z" }] }]);
  });

  it.each([
    {
      quantity: undefined,
      orders: [
        ["CLOSED", 0],
        ["OPEN", 3],
      ],
      why: "a new fulfillment order, where it was shipped whole",
    },
    { quantity: 1, orders: [["OPEN", 3]], why: "its own again, where it was shipped in part" },
  ])("can be cancelled once; its units stand in $why", async ({ quantity, orders }) => {
    const { run, read, store, fos, id } = await shipped(quantity);
    const cancel = `mutation Cancel($id: ID!) { fulfillmentCancel(id: $id) { fulfillment { status displayStatus } userErrors { message } } }`;

    const first = await run(cancel, { id });
    const second = await run(cancel, { id });

    expect(first).toMatchObject({ fulfillment: { status: "CANCELLED", displayStatus: "CANCELED" }, userErrors: [] });
    expect(second).toMatchObject({ fulfillment: null, userErrors: [{ message: expect.stringContaining("already") }] });
    expect(await read()).toMatchObject([{ status: "CANCELLED" }]);
    expect((await fos()).map((fo) => [fo.status, fo.lineItems.nodes[0]?.remainingQuantity])).toEqual(orders);
    expect(store.order("#1001").lines).toMatchObject([{ shipped: 0, unfulfilledQuantity: 3 }]);
    expect(store.inventory("A")).toEqual({ on_hand: 10, committed: 3, available: 7 });
  });
});
