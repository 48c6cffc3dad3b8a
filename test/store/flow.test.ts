import { describe, expect, it } from "vitest";
import { ask, aStore } from "./a-store.ts";

const FIRE =
  "mutation($h: String, $p: JSON) { flowTriggerReceive(handle: $h, payload: $p) { userErrors { field message } } }";

const aPayload = (orderNumber: number, overrides: Record<string, unknown> = {}) => ({
  order_id: orderNumber,
  Case: "5c4a6a0c",
  Breach: "over-refund",
  Summary: "More was refunded.",
  "Summary in French": "Plus a été remboursé.",
  Clause: "Restock fees.",
  "Clause in French": "Des frais.",
  "Amount beyond the policy": 34.25,
  "Amount allowed": 0,
  Currency: "CAD",
  Person: "",
  "RMA number": "",
  "Policy version": 1,
  "Case link": "https://koso-dev.myshopify.com/admin/apps/key/app/breaches/5c4a6a0c",
  ...overrides,
});

function aStoreWithOrder() {
  const { store } = aStore();
  store.createProduct({ sku: "RX", title: "Gauge", price: "229.95" });
  const id = store.placeOrder({ name: "#1001", lines: [{ sku: "RX", quantity: 1 }] });
  const number = Number(id.split("/").at(-1));
  const fire = async (payload: unknown, handle = "refund-outside-policy") => {
    const { data } = await ask(store, FIRE, { variables: { h: handle, p: payload } });
    const answer = data?.["flowTriggerReceive"];
    const isAnswer = (value: unknown): value is { userErrors: { field: string[]; message: string }[] } =>
      typeof value === "object" && value !== null && "userErrors" in value;
    return isAnswer(answer) ? answer.userErrors.map(({ message }) => message) : ["no answer"];
  };
  return { store, number, fire };
}

describe("flowTriggerReceive", () => {
  it("starts what begins with the trigger, every time that it is called", async () => {
    const { store, number, fire } = aStoreWithOrder();

    const answers = [await fire(aPayload(number)), await fire(aPayload(number))];

    expect(answers).toEqual([[], []]);
    expect(store.flowRuns()).toEqual([
      { handle: "refund-outside-policy", payload: aPayload(number) },
      { handle: "refund-outside-policy", payload: aPayload(number) },
    ]);
  });

  it.each([
    { why: "a field that is missing", change: { Person: undefined }, says: "Person is no single_line_text_field" },
    { why: "a field that nobody declared", change: { Extra: "1" }, says: "Extra is not declared" },
    { why: "an amount as text", change: { "Amount allowed": "1.00" }, says: "Amount allowed is no number_decimal" },
    { why: "a text of two lines", change: { Summary: "one\ntwo" }, says: "Summary is no single_line_text_field" },
    { why: "an address that is none", change: { "Case link": "/app/breaches" }, says: "Case link is no url" },
    { why: "an order that is not there", change: { order_id: 1 }, says: "order_id is no order_reference" },
    { why: "an order by GID", change: { order_id: "gid://shopify/Order/1" }, says: "order_id is no order_reference" },
    { why: "too much text", change: { Summary: "x".repeat(50_000) }, says: "Payload must be under 50000 bytes" },
  ])("refuses $why", async ({ change, says }) => {
    const { store, number, fire } = aStoreWithOrder();

    const [message] = await fire(aPayload(number, change));

    expect(message).toContain(says);
    expect(store.flowRuns()).toEqual([]);
  });

  it("knows the triggers that extensions declare, and takes no payload but an object", async () => {
    const { number, fire } = aStoreWithOrder();

    expect(await fire(aPayload(number), "judge-order")).toEqual(["No trigger found for handle judge-order"]);
    expect(await fire(JSON.stringify(aPayload(number)))).toEqual(["Payload must be an object"]);
  });

  it("fails loudly for the deprecated body", async () => {
    const { store } = aStoreWithOrder();

    const { errors } = await ask(store, 'mutation { flowTriggerReceive(body: "{}") { userErrors { message } } }');

    expect(errors).toMatchObject([{ extensions: { code: "NOT_IN_THE_LOCAL_STORE" } }]);
  });
});
