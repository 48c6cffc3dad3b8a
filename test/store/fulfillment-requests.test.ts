import { describe, expect, it } from "vitest";
import { aFulfilment, HOLD, MOVE, SHIP } from "./a-fulfilment.ts";

const SUBMIT = `mutation Submit($id: ID!, $lines: [FulfillmentOrderLineItemInput!]) {
  fulfillmentOrderSubmitFulfillmentRequest(id: $id, fulfillmentOrderLineItems: $lines, notifyCustomer: false, message: "Stock arrived") {
    originalFulfillmentOrder { id } submittedFulfillmentOrder { id requestStatus merchantRequests(first: 5) { nodes { kind message requestOptions } } }
    unsubmittedFulfillmentOrder { id requestStatus } userErrors { field message }
  }
}`;
const TAKE_BACK = `mutation TakeBack($id: ID!) {
  fulfillmentOrderSubmitCancellationRequest(id: $id, message: "Customer cancelled") {
    fulfillmentOrder { id status requestStatus } userErrors { field message }
  }
}`;

/** Three pieces that a third party ships. */
async function atService() {
  const bench = aFulfilment({ locations: [{ name: "Main" }, { name: "3PL", isService: true }] });
  bench.store.createProduct({ sku: "S", title: "Sent by others", price: "1.00", stock: { "3PL": 5 } });
  bench.place({ lines: [{ sku: "S", quantity: 3 }] });
  const [fo] = await bench.fos();
  return { ...bench, id: fo?.id ?? "", line: fo?.lineItems.nodes[0]?.id };
}

describe("a fulfilment service", () => {
  it("is asked, accepts and ships", async () => {
    const { run, store, fos, id } = await atService();

    const payload = await run(SUBMIT, { id });
    expect(() => store.fulfil("#1001")).toThrow("nothing to ship");
    store.answerAsService("#1001", "accept", "Tomorrow");
    const accepted = await fos();
    store.fulfil("#1001", { tracking: "3PL-1" });

    expect(payload).toMatchObject({
      submittedFulfillmentOrder: {
        id,
        requestStatus: "SUBMITTED",
        merchantRequests: {
          nodes: [
            { kind: "FULFILLMENT_REQUEST", message: "Stock arrived", requestOptions: { notify_customer: false } },
          ],
        },
      },
      unsubmittedFulfillmentOrder: null,
      userErrors: [],
    });
    expect(accepted).toMatchObject([{ status: "IN_PROGRESS", requestStatus: "ACCEPTED" }]);
    expect(store.order("#1001").lines).toMatchObject([{ shipped: 3, notified: false }]);
  });

  it("is asked for a part: the rest stands in a new one", async () => {
    const { run, fos, id, line } = await atService();

    await run(SUBMIT, { id, lines: [{ id: line, quantity: 1 }] });

    expect((await fos()).map((fo) => [fo.requestStatus, fo.lineItems.nodes[0]?.remainingQuantity])).toEqual([
      ["SUBMITTED", 1],
      ["UNSUBMITTED", 2],
    ]);
  });

  it("may say no, and can be asked again", async () => {
    const { run, store, fos, id } = await atService();
    await run(SUBMIT, { id });
    store.answerAsService("#1001", "reject", "None left");

    expect(await fos()).toMatchObject([{ status: "OPEN", requestStatus: "REJECTED" }]);
    expect(await run(SUBMIT, { id })).toMatchObject({ userErrors: [] });
  });

  it("lets go of what it accepted, or does not", async () => {
    const { run, store, fos, id, place } = await atService();
    place({ name: "#1002", lines: [{ sku: "S", quantity: 1 }] });
    const [second] = await fos("#1002");
    for (const [name, fo] of [
      ["#1001", id],
      ["#1002", second?.id],
    ] as const) {
      await run(SUBMIT, { id: fo });
      store.answerAsService(name, "accept");
      await run(TAKE_BACK, { id: fo });
    }
    expect(() => store.cancelOrder("#1001")).toThrow("outstanding fulfillments");

    store.answerAsService("#1001", "accept-cancellation");
    store.answerAsService("#1002", "reject-cancellation", "On the truck");

    expect((await fos()).map((fo) => [fo.status, fo.requestStatus, fo.lineItems.nodes[0]?.remainingQuantity])).toEqual([
      ["CLOSED", "CANCELLATION_ACCEPTED", 0],
      ["OPEN", "UNSUBMITTED", 3],
    ]);
    expect(await fos("#1002")).toMatchObject([{ status: "IN_PROGRESS", requestStatus: "CANCELLATION_REJECTED" }]);
    store.cancelOrder("#1001");
    expect(store.inventory("S", "3PL")).toMatchObject({ committed: 1 });
  });

  it("keeps what it has in hand: no hold, no move, no edit, no cancellation, no parcel before it accepts", async () => {
    const { run, store, id } = await atService();
    await run(SUBMIT, { id });

    expect(await run(HOLD, { id, hold: { reason: "OTHER" } })).toMatchObject({ userErrors: [{ field: ["id"] }] });
    expect(await run(MOVE, { id, to: store.locationId("Main") })).toMatchObject({ userErrors: [{ field: ["id"] }] });
    expect(await run(SHIP, { f: { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: id }] } })).toMatchObject({
      fulfillment: null,
    });
    expect(() => store.editOrder("#1001", "S", 1)).toThrow("in hand");
    expect(() => store.holdInAdmin("#1001", "OTHER")).toThrow("nothing that could be held");
  });

  it("is not asked at the merchant's own place, twice, for what is held, or to cancel what it has not accepted", async () => {
    const { run, store, fos, id, place } = await atService();
    place({ name: "#1002" });
    const [own] = await fos("#1002");
    const refusals = [await run(SUBMIT, { id: own?.id }), await run(TAKE_BACK, { id })];
    store.holdInAdmin("#1001", "OTHER");
    refusals.push(await run(SUBMIT, { id }));
    store.releaseHoldInAdmin("#1001", "OTHER");
    await run(SUBMIT, { id });
    refusals.push(await run(SUBMIT, { id }));

    expect(refusals.map(({ userErrors }) => (userErrors as unknown[]).length)).toEqual([1, 1, 1, 1]);
    expect(() => store.answerAsService("#1001", "accept-cancellation")).toThrow("waits for no such answer");
  });
});
