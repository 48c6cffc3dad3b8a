import { describe, expect, it } from "vitest";
import { aFulfilment } from "./a-fulfilment.ts";

const NAMES = [
  "available",
  "on_hand",
  "committed",
  "incoming",
  "reserved",
  "damaged",
  "quality_control",
  "safety_stock",
];

function aStock() {
  const bench = aFulfilment({
    locations: [{ name: "Main" }, { name: "West" }],
    subscriptions: [{ topics: ["inventory_levels/update"] }],
  });
  const { store, api, run } = bench;
  const item = store.product("A").inventoryItemId;
  const at = (location = "Main") => ({ inventoryItemId: item, locationId: store.locationId(location) });
  let keys = 0;
  const write =
    (field: string, type: string) =>
    (input: Record<string, unknown>, key = `key-${(keys += 1)}`) =>
      run(
        `mutation Stock($input: ${type}!, $key: String!) { ${field}(input: $input) @idempotent(key: $key) {
        inventoryAdjustmentGroup { reason changes { name delta quantityAfterChange } } userErrors { field message code } } }`,
        { input, key },
      );
  return {
    ...bench,
    item,
    at,
    set: write("inventorySetQuantities", "InventorySetQuantitiesInput"),
    adjust: write("inventoryAdjustQuantities", "InventoryAdjustQuantitiesInput"),
    quantities: async (location?: string) => {
      const query = `query Levels($id: ID!, $at: ID!, $names: [String!]!) { inventoryItem(id: $id) { inventoryLevel(locationId: $at) { quantities(names: $names) { name quantity } } } }`;
      const { data } = await api(query, { id: item, at: store.locationId(location), names: NAMES });
      const read = data?.["inventoryItem"] as {
        inventoryLevel: { quantities: { name: string; quantity: number }[] };
      };
      return Object.fromEntries(read.inventoryLevel.quantities.map(({ name, quantity }) => [name, quantity]));
    },
  };
}

const codesOf = ({ userErrors }: Record<string, unknown>) => (userErrors as { code: string }[]).map(({ code }) => code);

describe("quantities", () => {
  it("add up: on hand is available, committed and what is put aside", async () => {
    const { store, place, quantities } = aStock();
    place();
    store.keepStockBack("A", "damaged", 2);
    store.keepStockBack("A", "quality_control", 1);
    store.keepStockBack("A", "safety_stock", 1);
    store.keepStockBack("A", "reserved", 1);
    store.keepStockBack("A", "damaged", -1);

    expect(await quantities()).toEqual({
      on_hand: 10,
      committed: 3,
      damaged: 1,
      quality_control: 1,
      safety_stock: 1,
      reserved: 1,
      available: 3,
      incoming: 0,
    });
  });

  it("stand below zero when oversold, and an order that shrinks frees no phantom stock", async () => {
    const { store, place } = aStock();
    store.setStock("A", { set: 0 });
    place({ name: "#1", lines: [{ sku: "A", quantity: 3 }] });
    place({ name: "#2", lines: [{ sku: "A", quantity: 2 }] });

    const oversold = store.inventory("A");
    store.editOrder("#2", "A", 1);
    const shrunk = store.inventory("A");
    store.cancelOrder("#2");

    expect(oversold).toEqual({ on_hand: 0, committed: 5, available: -5 });
    expect(shrunk).toEqual({ on_hand: 0, committed: 4, available: -4 });
    expect(store.inventory("A")).toEqual({ on_hand: 0, committed: 3, available: -3 });
  });

  it("are read by level, by place and by item", async () => {
    const { store, api, item } = aStock();
    const read = `query Read($place: ID!, $item: ID!) {
      location(id: $place) { inventoryLevel(inventoryItemId: $item) { id } inventoryLevels(first: 5) { nodes { id item { sku } } } }
      inventoryItems(first: 5, query: "sku:A") { nodes { id } } inventoryProperties { quantityNames { name comprises belongsTo } } }`;

    const { data, errors } = await api(read, { place: store.locationId(), item });
    const { inventoryLevel } = data?.["location"] as { inventoryLevel: { id: string } };
    const level = await api(
      `query Level($id: ID!) { inventoryLevel(id: $id) { item { sku } location { name } } node(id: $id) { id } }`,
      { id: inventoryLevel.id },
    );
    const wrong = await api(
      `query Wrong($id: ID!) { inventoryLevel(id: $id) { quantities(names: ["sold"]) { quantity } } }`,
      { id: inventoryLevel.id },
    );

    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      location: { inventoryLevels: { nodes: [{ item: { sku: "A" } }, { item: { sku: "B" } }] } },
      inventoryItems: { nodes: [{ id: item }] },
    });
    expect(data?.["inventoryProperties"]).toMatchObject({
      quantityNames: expect.arrayContaining([
        expect.objectContaining({ name: "on_hand", comprises: expect.arrayContaining(["available", "committed"]) }),
        { name: "incoming", comprises: [], belongsTo: [] },
      ]),
    });
    expect(level.data).toEqual({
      inventoryLevel: { item: { sku: "A" }, location: { name: "Main" } },
      node: { id: inventoryLevel.id },
    });
    expect(wrong.errors).toHaveLength(1);
  });

  it("are told of as what is available, nothing else", async () => {
    const { store, place, bodies, item } = aStock();
    place();
    store.setStock("A", { add: 4 }, "Main");

    const sent = await bodies("inventory_levels/update");

    expect(sent.map((body) => body["available"])).toEqual([7, 11]);
    expect(sent[1]).toEqual({
      inventory_item_id: Number(item.split("/").at(-1)),
      location_id: Number(store.locationId().split("/").at(-1)),
      available: 11,
      updated_at: expect.any(String),
      admin_graphql_api_id: expect.stringContaining("gid://shopify/InventoryLevel/"),
    });
  });
});

describe("inventorySetQuantities", () => {
  it.each([
    { name: "on_hand", quantity: 12, after: { on_hand: 12, available: 9 }, delta: 2 },
    { name: "available", quantity: 12, after: { on_hand: 15, available: 12 }, delta: 5 },
  ])("sets $name and moves the other along", async ({ name, quantity, after, delta }) => {
    const { set, at, place, quantities } = aStock();
    place();
    const { [name]: present } = await quantities();

    const payload = await set({
      name,
      reason: "correction",
      quantities: [{ ...at(), quantity, changeFromQuantity: present }],
    });

    expect(payload).toMatchObject({
      inventoryAdjustmentGroup: {
        reason: "correction",
        changes: [
          { name: "available", delta, quantityAfterChange: after.available },
          { name: "on_hand", delta, quantityAfterChange: after.on_hand },
        ],
      },
      userErrors: [],
    });
    expect(await quantities()).toMatchObject({ ...after, committed: 3 });
  });

  it("compares with what is there, unless it is told null", async () => {
    const { set, at } = aStock();
    const to = (changeFromQuantity: number | null) =>
      set({ name: "on_hand", reason: "correction", quantities: [{ ...at(), quantity: 7, changeFromQuantity }] });

    expect(codesOf(await to(9))).toEqual(["CHANGE_FROM_QUANTITY_STALE"]);
    expect(codesOf(await to(null))).toEqual([]);
    expect(codesOf(await to(7))).toEqual([]);
  });

  it("does once what is sent twice under one key, and fails for another input or no comparison", async () => {
    const { set, adjust, at, quantities } = aStock();
    const change = {
      name: "available",
      reason: "received",
      changes: [{ ...at(), delta: 5, changeFromQuantity: null }],
    };
    await adjust(change, "same");
    await adjust(change, "same");

    expect(await quantities()).toMatchObject({ on_hand: 15 });
    await expect(adjust({ ...change, reason: "other" }, "same")).rejects.toThrow("different parameters");
    await expect(
      set({ name: "on_hand", reason: "correction", quantities: [{ ...at(), quantity: 7 }] }),
    ).rejects.toThrow("must include the following argument: changeFromQuantity");
  });

  it("refuses other names, reasons, documents, things and places, and does all or nothing", async () => {
    const { set, at, store, item, quantities } = aStock();
    store.createProduct({ sku: "FREE", title: "Not counted", price: "1.00", stock: null });
    const good = { ...at(), quantity: 1, changeFromQuantity: null };
    const base = { name: "on_hand", reason: "correction", quantities: [good] };
    const refused = async (change: Record<string, unknown>) => codesOf(await set({ ...base, ...change }));
    const also = (other: Record<string, unknown>) => ({ quantities: [good, { ...good, ...other }] });

    expect(await refused({ name: "damaged" })).toEqual(["INVALID_NAME"]);
    expect(await refused({ reason: "because" })).toEqual(["INVALID_REASON"]);
    expect(await refused({ referenceDocumentUri: "no uri" })).toEqual(["INVALID_REFERENCE_DOCUMENT"]);
    expect(await refused({ quantities: [good, good] })).toEqual(["NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"]);
    expect(await refused(also({ inventoryItemId: `${item}9` }))).toEqual(["INVALID_INVENTORY_ITEM"]);
    expect(await refused(also({ inventoryItemId: store.product("FREE").inventoryItemId }))).toEqual([
      "NON_MUTABLE_INVENTORY_ITEM",
    ]);
    expect(await refused(also({ locationId: "gid://shopify/Location/1" }))).toEqual(["INVALID_LOCATION"]);
    expect(await refused(also({ locationId: store.locationId("West") }))).toEqual(["ITEM_NOT_STOCKED_AT_LOCATION"]);
    expect(await refused({ quantities: [{ ...good, quantity: 1_000_000_001 }] })).toEqual([
      "INVALID_QUANTITY_TOO_HIGH",
    ]);
    expect(await refused({ quantities: [{ ...good, quantity: -1_000_000_001 }] })).toEqual([
      "INVALID_QUANTITY_TOO_LOW",
    ]);
    expect(await quantities()).toMatchObject({ on_hand: 10 });
  });
});

describe("inventoryAdjustQuantities", () => {
  const LEDGER = { ledgerDocumentUri: "gid://rma-desk/Inspection/1" };

  it("brings pieces in one state; what is on its way is not on hand", async () => {
    const { adjust, at, quantities } = aStock();
    const by = (name: string, delta: number, ledger: object) =>
      adjust({ name, reason: "received", changes: [{ ...at(), delta, changeFromQuantity: null, ...ledger }] });
    await by("available", 2, {});
    await by("damaged", 3, LEDGER);
    await by("incoming", 4, LEDGER);

    expect(await quantities()).toMatchObject({ available: 12, damaged: 3, on_hand: 15, incoming: 4 });
  });

  it("wants a ledger document of the app's own except for what is available", async () => {
    const { adjust, at } = aStock();
    const codes = async (name: string, ...ledgers: object[]) =>
      codesOf(
        await adjust({
          name,
          reason: "received",
          changes: ledgers.map((ledger) => ({ ...at(), delta: 1, changeFromQuantity: null, ...ledger })),
        }),
      );

    expect(await codes("damaged", {})).toEqual(["INVALID_QUANTITY_DOCUMENT"]);
    expect(await codes("available", LEDGER)).toEqual(["INVALID_AVAILABLE_DOCUMENT"]);
    expect(await codes("damaged", { ledgerDocumentUri: "gid://shopify/Order/1" })).toEqual([
      "INTERNAL_LEDGER_DOCUMENT",
    ]);
    expect(await codes("damaged", { ledgerDocumentUri: "nothing" })).toEqual(["INVALID_LEDGER_DOCUMENT"]);
    expect(await codes("damaged", LEDGER, { ledgerDocumentUri: "gid://rma-desk/Inspection/2" })).toEqual([
      "MAX_ONE_LEDGER_DOCUMENT",
    ]);
    expect(await codes("committed", LEDGER)).toEqual(["INVALID_QUANTITY_NAME"]);
    expect(await codes("on_hand", LEDGER)).toEqual(["INVALID_QUANTITY_NAME"]);
  });

  it("compares, and refuses to run without a key", async () => {
    const { adjust, api, at } = aStock();
    const changes = [{ ...at(), delta: 1, changeFromQuantity: 9 }];
    const without = await api(
      `mutation Stock($input: InventoryAdjustQuantitiesInput!) { inventoryAdjustQuantities(input: $input) { userErrors { code } } }`,
      { input: { name: "available", reason: "received", changes } },
    );

    expect(codesOf(await adjust({ name: "available", reason: "received", changes }))).toEqual([
      "CHANGE_FROM_QUANTITY_STALE",
    ]);
    expect(without.errors).toMatchObject([{ message: expect.stringContaining("@idempotent") }]);
  });
});
