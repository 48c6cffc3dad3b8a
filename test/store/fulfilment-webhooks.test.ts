import { describe, expect, it } from "vitest";
import { aFulfilment, HOLD, MOVE, SPLIT } from "./a-fulfilment.ts";
import { readDeclaredApp } from "./app-config.ts";

/** Shapes: https://shopify.dev/docs/api/webhooks, sample payloads. */
describe("webhooks of fulfillment orders", () => {
  it("tell of routing by GID and status, with no order in them", async () => {
    const { place, fos, bodies, store } = aFulfilment();
    place();
    store.editOrder("#1001", "A", 4);
    const [fo] = await fos();
    const routed = { fulfillment_order: { id: fo?.id, status: "open" } };

    expect(await bodies("fulfillment_orders/order_routing_complete")).toEqual([routed, routed]);
  });

  it("tell of every hold, and of being on hold once", async () => {
    const { place, fos, run, bodies, store } = aFulfilment();
    place();
    const [fo] = await fos();
    const line = fo?.lineItems.nodes[0]?.id;
    const lines = { fulfillmentOrderLineItems: [{ id: line, quantity: 2 }] };
    await run(HOLD, { id: fo?.id, hold: { reason: "INVENTORY_OUT_OF_STOCK", handle: "own", ...lines } });
    store.holdInAdmin("#1001", "INCORRECT_ADDRESS");
    const [, rest] = await fos();

    const [first, second, onRest] = await bodies("fulfillment_holds/added");
    const placed = await bodies("fulfillment_orders/placed_on_hold");

    expect(first).toEqual({
      fulfillment_order: { id: fo?.id },
      fulfillment_hold: {
        id: expect.stringContaining("gid://shopify/FulfillmentHold/"),
        reason: "inventory_out_of_stock",
        reason_notes: null,
        held_by_requesting_app: false,
        handle: "own",
        held_by_app: { id: "gid://shopify/App/1" },
      },
    });
    expect(second).toMatchObject({
      fulfillment_hold: { reason: "incorrect_address", handle: null, held_by_app: null },
    });
    expect(onRest).toMatchObject({ fulfillment_order: { id: rest?.id } });
    expect(placed).toMatchObject([
      {
        fulfillment_order: { id: fo?.id, status: "on_hold", fulfillment_holds: [{ handle: "own" }] },
        remaining_fulfillment_order: { id: rest?.id, status: "open" },
        held_fulfillment_order_line_items: [{ id: line, quantity: 2 }],
        created_fulfillment_hold: { handle: "own" },
      },
      { fulfillment_order: { id: rest?.id }, remaining_fulfillment_order: null },
    ]);
  });

  it("tell of every release, and of being free once", async () => {
    const { place, fos, bodies, store } = aFulfilment();
    place();
    const [fo] = await fos();
    store.holdInAdmin("#1001", "OTHER");
    store.holdInAdmin("#1001", "INCORRECT_ADDRESS");
    store.releaseHoldInAdmin("#1001", "OTHER");
    const early = await bodies("fulfillment_orders/hold_released");
    store.releaseHoldInAdmin("#1001", "INCORRECT_ADDRESS");

    expect(early).toEqual([]);
    expect(await bodies("fulfillment_holds/released")).toHaveLength(2);
    expect(await bodies("fulfillment_orders/hold_released")).toEqual([
      { fulfillment_order: { id: fo?.id, status: "open" } },
    ]);
  });

  it("tell of splits, moves and cancelled orders", async () => {
    const { place, fos, run, bodies, store } = aFulfilment({ locations: [{ name: "Main" }, { name: "West" }] });
    store.setStock("A", { set: 1 }, "West");
    const [main, west] = [store.locationId("Main"), store.locationId("West")];
    place();
    const [fo] = await fos();
    const units = [{ id: fo?.lineItems.nodes[0]?.id, quantity: 1 }];
    await run(SPLIT, { splits: [{ fulfillmentOrderId: fo?.id, fulfillmentOrderLineItems: units }] });
    await run(MOVE, { id: fo?.id, to: west });
    const [, split] = await fos();
    store.cancelOrder("#1001");

    expect(await bodies("fulfillment_orders/split")).toEqual([
      {
        split_line_items: units,
        fulfillment_order: { id: fo?.id, status: "open" },
        remaining_fulfillment_order: { id: split?.id, status: "open" },
        replacement_fulfillment_order: null,
      },
    ]);
    expect(await bodies("fulfillment_orders/moved")).toMatchObject([
      {
        original_fulfillment_order: { id: fo?.id, status: "open", assigned_location_id: west },
        moved_fulfillment_order: { id: fo?.id, assigned_location_id: west },
        destination_location_id: west,
        source_location: { id: main },
      },
    ]);
    expect(await bodies("fulfillment_orders/cancelled")).toMatchObject([
      { fulfillment_order: { id: fo?.id, status: "closed" }, replacement_fulfillment_order: null },
      { fulfillment_order: { id: split?.id } },
    ]);
  });

  it("tell of a service's answers with its message", async () => {
    const { place, fos, run, bodies, store } = aFulfilment({ locations: [{ name: "3PL", isService: true }] });
    place();
    const [fo] = await fos();
    const submit = `mutation Submit($id: ID!) { fulfillmentOrderSubmitFulfillmentRequest(id: $id) { userErrors { message } } }`;
    const takeBack = `mutation TakeBack($id: ID!) { fulfillmentOrderSubmitCancellationRequest(id: $id) { userErrors { message } } }`;
    const answers = ["reject", "accept", "reject-cancellation", "accept-cancellation"] as const;
    for (const answer of answers) {
      await run(answer.endsWith("cancellation") ? takeBack : submit, { id: fo?.id });
      store.answerAsService("#1001", answer, answer);
    }
    const about = { id: fo?.id };

    expect(await bodies("fulfillment_orders/fulfillment_request_submitted")).toHaveLength(2);
    expect(await bodies("fulfillment_orders/cancellation_request_submitted")).toHaveLength(2);
    expect(await bodies("fulfillment_orders/fulfillment_request_rejected")).toEqual([
      { fulfillment_order: { ...about, status: "open", request_status: "rejected" }, message: "reject" },
    ]);
    expect(await bodies("fulfillment_orders/fulfillment_request_accepted")).toEqual([
      { fulfillment_order: { ...about, status: "in_progress", request_status: "accepted" }, message: "accept" },
    ]);
    expect(await bodies("fulfillment_orders/cancellation_request_rejected")).toMatchObject([
      { fulfillment_order: { ...about, request_status: "cancellation_rejected" } },
    ]);
    expect(await bodies("fulfillment_orders/cancellation_request_accepted")).toEqual([
      { fulfillment_order: { ...about, status: "closed" }, message: "accept-cancellation" },
    ]);
  });
});

describe("webhooks of shipments", () => {
  it("are REST in shape, with what the carrier said and no person in what the app asks for", async () => {
    const { subscriptions } = readDeclaredApp();
    const shipments = subscriptions.filter(({ topics }) => topics.includes("fulfillments/update"));
    const { place, bodies, store } = aFulfilment({
      subscriptions: [...shipments, { topics: ["fulfillment_events/create"] }],
    });
    place();
    store.fulfil("#1001", { tracking: "1Z" });
    store.carrierStatus("#1001", "OUT_FOR_DELIVERY");

    const [created] = await bodies("fulfillments/create");
    const [updated] = await bodies("fulfillments/update");
    const [event] = await bodies("fulfillment_events/create");

    expect(created).toEqual({
      id: expect.any(Number),
      admin_graphql_api_id: expect.stringContaining("gid://shopify/Fulfillment/"),
      order_id: expect.any(Number),
      status: "success",
      shipment_status: null,
      updated_at: expect.any(String),
    });
    expect(updated).toMatchObject({ shipment_status: "out_for_delivery" });
    expect(Date.parse(String(updated?.["updated_at"]))).toBeGreaterThan(Date.parse(String(created?.["updated_at"])));
    expect(event).toMatchObject({
      fulfillment_id: created?.["id"],
      order_id: created?.["order_id"],
      status: "out_for_delivery",
      admin_graphql_api_id: expect.stringContaining("gid://shopify/FulfillmentEvent/"),
    });
  });
});
