import { describe, expect, it } from "vitest";
import { fulfilledOrder, reverseLine, type Bench } from "./a-return.ts";

const told = async (bench: Bench, act: () => Promise<unknown>) => {
  await bench.store.webhooks.idle();
  bench.received.length = 0;
  await act();
  await bench.store.webhooks.idle();
  return bench.topics();
};

describe("webhooks of returns", () => {
  it("tell of every change under its topic, then of the order", async () => {
    const bench = await fulfilledOrder();
    let id = "";
    const asked = await told(bench, async () => ({ id } = await bench.request([{ quantity: 2 }])));
    const approved = await told(bench, () => bench.change("returnApproveRequest", { input: { id } }));
    const closed = await told(bench, () => bench.change("returnClose", { id }));
    const reopened = await told(bench, () => bench.change("returnReopen", { id }));
    const cancelled = await told(bench, () => bench.change("returnCancel", { id }));
    const other = await bench.request([{ quantity: 1 }]);
    const declined = await told(bench, () =>
      bench.change("returnDeclineRequest", { input: { id: other.id, declineReason: "OTHER" } }),
    );

    expect({ asked, approved, closed, reopened, cancelled, declined }).toEqual({
      asked: ["returns/request", "orders/updated"],
      approved: ["returns/approve", "orders/updated"],
      closed: ["returns/close", "orders/updated"],
      reopened: ["returns/reopen", "orders/updated"],
      cancelled: ["returns/cancel", "orders/updated"],
      declined: ["returns/decline", "orders/updated"],
    });
  });

  it("name return, order, lines and fee", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 2, fee: 25, note: "RMA-100001-3" }]);
    await bench.store.webhooks.idle();

    expect(bench.topics()).toEqual(["returns/approve", "orders/updated"]);
    expect(bench.received[0]?.body).toMatchObject({
      id: Number(made.id.split("/").at(-1)),
      admin_graphql_api_id: made.id,
      name: "#1001-R1",
      status: "open",
      order: { admin_graphql_api_id: bench.orderId },
      return_line_items: [
        {
          quantity: 2,
          return_reason_note: "RMA-100001-3",
          fulfillment_line_item: { admin_graphql_api_id: bench.lineId },
          restocking_fee: { percentage: 25, amount: "15.00" },
        },
      ],
    });
  });

  it("tell of processing, of what became of the units, of the refund with its return, and of the stock", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 1 }]);
    const locationId = bench.store.locationId("Main");

    const topics = await told(bench, () =>
      bench.process(made, {
        quantity: 1,
        pay: [],
        dispositions: [{ dispositionType: "RESTOCKED", quantity: 1, locationId }],
      }),
    );

    expect(topics).toEqual([
      "returns/process",
      "reverse_fulfillment_orders/dispose",
      "refunds/create",
      "orders/updated",
      "inventory_levels/update",
    ]);
    const bodyOf = (topic: string) => bench.received.find((one) => one.topic === topic)?.body;
    expect(bodyOf("reverse_fulfillment_orders/dispose")).toMatchObject({
      return: { admin_graphql_api_id: made.id },
      reverse_fulfillment_order_line_items: [
        { admin_graphql_api_id: reverseLine(made), dispositions: [{ disposition_type: "restocked", quantity: 1 }] },
      ],
    });
    expect(bodyOf("refunds/create")).toMatchObject({
      user_id: null,
      return: { admin_graphql_api_id: made.id },
      refund_line_items: [{ quantity: 1, restock_type: "return" }],
    });
  });

  it("tell of units that leave a return", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 2 }]);

    expect(await told(bench, () => bench.remove(made, 1))).toEqual(["returns/update", "orders/updated"]);
  });

  it("tell of a parcel on its way back", async () => {
    const bench = await fulfilledOrder();
    const made = await bench.create([{ quantity: 2 }]);
    const query = `query Reverse($id: ID!) { return(id: $id) { reverseFulfillmentOrders(first: 1) { nodes { id } } } }`;
    const { data } = await bench.ask(query, { id: made.id });
    const reverseId: unknown = Object(data?.["return"]).reverseFulfillmentOrders.nodes[0].id;
    const mutation = `mutation Deliver($id: ID!, $lines: [ReverseDeliveryLineItemInput!]!) {
      reverseDeliveryCreateWithShipping(reverseFulfillmentOrderId: $id, reverseDeliveryLineItems: $lines,
        trackingInput: { number: "1Z" }, notifyCustomer: false) {
        reverseDelivery { deliverable { ... on ReverseDeliveryShippingDeliverable { tracking { number } label { publicFileUrl } } }
          reverseDeliveryLineItems(first: 5) { nodes { quantity } } } userErrors { code } } }`;
    const deliver = (id: unknown, lines: readonly unknown[]) => bench.ask(mutation, { id, lines });

    const topics = await told(bench, () => deliver(reverseId, []));
    const all = await deliver(reverseId, []);
    const tooMany = await deliver(reverseId, [{ reverseFulfillmentOrderLineItemId: reverseLine(made), quantity: 3 }]);
    const unknown = await deliver("gid://shopify/ReverseFulfillmentOrder/9", []);

    expect(topics).toEqual(["reverse_deliveries/attach_deliverable"]);
    expect(all.data?.["reverseDeliveryCreateWithShipping"]).toMatchObject({
      reverseDelivery: {
        deliverable: { tracking: { number: "1Z" }, label: null },
        reverseDeliveryLineItems: { nodes: [{ quantity: 2 }] },
      },
    });
    expect(tooMany.data?.["reverseDeliveryCreateWithShipping"]).toMatchObject({
      userErrors: [{ code: "LESS_THAN_OR_EQUAL_TO" }],
    });
    expect(unknown.data?.["reverseDeliveryCreateWithShipping"]).toMatchObject({ userErrors: [{ code: "NOT_FOUND" }] });
  });
});
