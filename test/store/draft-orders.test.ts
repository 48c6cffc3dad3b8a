import { describe, expect, it } from "vitest";
import { ask, aStore } from "./a-store.ts";
import { nodesOf, record } from "./a-return.ts";

const DRAFT = `draftOrder { id name status tags totalPriceSet { presentmentMoney { amount } } invoiceSentAt
  order { id name tags displayFinancialStatus totalPriceSet { presentmentMoney { amount } }
    purchasingEntity { __typename ... on PurchasingCompany { company { name } location { id name } } }
    lineItems(first: 5) { nodes { sku title quantity } } } } userErrors { field message }`;
const CREATE = `mutation Create($input: DraftOrderInput!) { draftOrderCreate(input: $input) { ${DRAFT} } }`;
const COMPLETE = `mutation Complete($id: ID!, $pending: Boolean) { draftOrderComplete(id: $id, paymentPending: $pending) { ${DRAFT} } }`;
const SEND = `mutation Send($id: ID!) { draftOrderInvoiceSend(id: $id) { ${DRAFT} } }`;
const FREE = { value: 100, valueType: "PERCENTAGE", title: "Warranty" };

function aShop() {
  const bench = aStore();
  bench.store.createProduct({ sku: "VAR", title: "Variator kit", price: "33.33", stock: 1 });
  const run = async (query: string, variables: Record<string, unknown>) => {
    const { data, errors } = await ask(bench.store, query, { variables });
    if (errors[0]) throw new Error(errors[0].message);
    const payload = record(Object.values(data ?? {})[0]);
    return { payload, draft: record(payload["draftOrder"]), order: record(record(payload["draftOrder"])["order"]) };
  };
  return { ...bench, run, variantId: bench.store.product("VAR").variantId };
}

describe("draft orders", () => {
  it("become orders that cost nothing at 100 percent off, also of what is out of stock, once", async () => {
    const { store, run, variantId } = aShop();
    store.placeOrder({ name: "#1001", lines: [{ sku: "VAR", quantity: 1 }] });
    const customerId = store.customerId("Alex Martin");
    const input = {
      lineItems: [{ variantId, quantity: 2 }],
      appliedDiscount: FREE,
      tags: ["rma-desk:replacement"],
      purchasingEntity: { customerId },
    };

    const created = await run(CREATE, { input });
    const completed = await run(COMPLETE, { id: created.draft["id"] });
    const again = await run(COMPLETE, { id: created.draft["id"] });

    expect(created.draft).toMatchObject({
      name: "#D1",
      status: "OPEN",
      tags: ["rma-desk:replacement"],
      totalPriceSet: { presentmentMoney: { amount: "0.0" } },
      order: null,
    });
    expect(completed.draft).toMatchObject({ status: "COMPLETED" });
    expect(completed.order).toMatchObject({
      name: "#1002",
      tags: ["rma-desk:replacement"],
      displayFinancialStatus: "PAID",
      totalPriceSet: { presentmentMoney: { amount: "0.0" } },
      lineItems: { nodes: [{ sku: "VAR", quantity: 2 }] },
    });
    expect(store.order("#1002")).toMatchObject({ customerId });
    expect(store.inventory("VAR")).toEqual({ on_hand: 1, committed: 3, available: -2 });
    expect(again.payload).toMatchObject({ draftOrder: null, userErrors: [{ field: ["id"] }] });
  });

  it("are listed from the latest on when asked to, and not searched here", async () => {
    const { store, run, variantId } = aShop();
    for (const note of ["RMA-100001-5 · 1", "RMA-100002-3 · 1"])
      await run(CREATE, { input: { lineItems: [{ variantId, quantity: 1 }], note } });
    const list = (query: string) =>
      ask(store, `{ draftOrders(first: 5, sortKey: ID, reverse: true${query}) { nodes { name note2 } } }`);

    const { data } = await list("");

    expect(record(data?.["draftOrders"])["nodes"]).toEqual([
      { name: "#D2", note2: "RMA-100002-3 · 1" },
      { name: "#D1", note2: "RMA-100001-5 · 1" },
    ]);
    const { errors } = await list(', query: "tag:x"');
    expect(errors[0]?.message).toContain("searching draft orders");
  });

  it("of a custom item are mailed and can be paid later", async () => {
    const { store, run } = aShop();
    store.placeOrder({ name: "#1001", lines: [{ sku: "VAR", quantity: 1 }] });
    const lineItems = [{ title: "Restocking fee", quantity: 1, originalUnitPrice: "7.50", requiresShipping: false }];
    const purchasingEntity = { customerId: store.customerId("Alex Martin") };
    const { draft } = await run(CREATE, { input: { lineItems, purchasingEntity } });

    const sent = await run(SEND, { id: draft["id"] });
    const completed = await run(COMPLETE, { id: draft["id"], pending: true });

    expect(sent.draft).toMatchObject({ status: "INVOICE_SENT", invoiceSentAt: "2026-01-31T12:00:00.000Z" });
    expect(store.sentInvoices()).toEqual([{ of: draft["id"], to: "alex.martin@customers.example", amount: "7.50" }]);
    expect(completed.order).toMatchObject({ displayFinancialStatus: "PENDING" });
  });

  it.each([
    ["nothing", { lineItems: [] }, null],
    [
      "no unit",
      { lineItems: [{ title: "A", originalUnitPrice: "1.00", quantity: 0 }] },
      ["lineItems", "0", "quantity"],
    ],
    ["no title", { lineItems: [{ originalUnitPrice: "1.00", quantity: 1 }] }, ["lineItems", "0", "title"]],
    ["no price", { lineItems: [{ title: "A", quantity: 1 }] }, ["lineItems", "0", "originalUnitPrice"]],
    [
      "an unknown variant",
      { lineItems: [{ variantId: "gid://shopify/ProductVariant/9", quantity: 1 }] },
      ["lineItems", "0", "variantId"],
    ],
  ])("refuse %s", async (_what, input, field) => {
    const { run } = aShop();

    expect((await run(CREATE, { input })).payload).toMatchObject({ draftOrder: null, userErrors: [{ field }] });
  });

  it("without anybody's address cannot be mailed", async () => {
    const { run } = aShop();
    const { draft } = await run(CREATE, {
      input: { lineItems: [{ title: "A", originalUnitPrice: "1.00", quantity: 1 }] },
    });

    expect((await run(SEND, { id: draft["id"] })).payload).toMatchObject({ userErrors: [{ field: ["email", "to"] }] });
  });
});

describe("companies", () => {
  const placed = () => {
    const shop = aShop();
    const lines = [{ sku: "VAR", quantity: 1 }];
    const company = { name: "Dealer Inc.", location: "Laval" };
    shop.store.placeOrder({ name: "#1001", customer: "Dana Buyer", company, lines });
    shop.store.placeOrder({ name: "#1002", customer: "Rita Rider", lines });
    return shop;
  };

  it("are who bought, and their contacts are people with the locations they order for", async () => {
    const { store } = placed();
    const query = `query Contacts($order: ID!, $dana: ID!, $rita: ID!) {
      order(id: $order) { purchasingEntity { __typename ... on PurchasingCompany { company { id name } location { id name } contact { customer { id } } } } }
      dana: customer(id: $dana) { companyContactProfiles { company { name } roleAssignments(first: 10) { nodes { companyLocation { id } } } } }
      rita: customer(id: $rita) { companyContactProfiles { id } } }`;
    const variables = {
      order: store.order("#1001").id,
      dana: store.customerId("Dana Buyer"),
      rita: store.customerId("Rita Rider"),
    };

    const { data } = await ask(store, query, { variables });

    const bought = record(record(data?.["order"])["purchasingEntity"]);
    expect(bought).toMatchObject({
      __typename: "PurchasingCompany",
      company: { name: "Dealer Inc." },
      location: { name: "Laval" },
      contact: { customer: { id: variables.dana } },
    });
    expect(data?.["dana"]).toMatchObject({
      companyContactProfiles: [
        { roleAssignments: { nodes: [{ companyLocation: { id: record(bought["location"])["id"] } }] } },
      ],
    });
    expect(data?.["rita"]).toEqual({ companyContactProfiles: [] });
  });

  it("buy by draft order too, and only as one of their own contacts", async () => {
    const { store, run } = placed();
    const query = `query Company($id: ID!) { order(id: $id) { purchasingEntity { ... on PurchasingCompany {
      company { id locations(first: 1) { nodes { id } } contacts(first: 1) { nodes { id } } } } } } }`;
    const { data } = await ask(store, query, { variables: { id: store.order("#1001").id } });
    const company = record(record(record(data?.["order"])["purchasingEntity"])["company"]);
    const purchasingCompany = {
      companyId: company["id"],
      companyLocationId: nodesOf(company["locations"])[0]?.["id"],
      companyContactId: nodesOf(company["contacts"])[0]?.["id"],
    };
    const lineItems = [{ title: "A", quantity: 1, originalUnitPrice: "1.00" }];
    const input = (companyContactId: unknown) => ({
      lineItems,
      purchasingEntity: { purchasingCompany: { ...purchasingCompany, companyContactId } },
    });

    const { draft } = await run(CREATE, { input: input(purchasingCompany.companyContactId) });
    const { order } = await run(COMPLETE, { id: draft["id"] });
    const stranger = await run(CREATE, { input: input("gid://shopify/CompanyContact/9") });

    expect(order).toMatchObject({
      purchasingEntity: { __typename: "PurchasingCompany", company: { name: "Dealer Inc." } },
    });
    expect(stranger.payload).toMatchObject({ userErrors: [{ field: ["purchasingEntity", "purchasingCompany"] }] });
  });
});
