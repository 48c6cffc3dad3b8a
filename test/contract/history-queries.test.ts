import { NoDeprecatedCustomRule, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { historyRow, ordersQuery, shipmentsQuery } from "~/shopify/history-queries";
import { readBulkQuery } from "../store/bulk/validate.ts";
import { adminSchema } from "./admin-schema.ts";

const SINCES = [null, new Date("2026-01-01T00:00:00Z")];
const QUERIES = SINCES.flatMap((since) =>
  [ordersQuery, shipmentsQuery].map((query) => query({ since, mark: "0b0e6f2e5a5b_0" })),
);

describe("the bulk queries of the history", () => {
  it.each(["2026-07", "2026-10"])("are valid and free of deprecated fields in %s", (version) => {
    const errors = QUERIES.flatMap((query) => validate(adminSchema(version), parse(query), [NoDeprecatedCustomRule]));

    expect(errors.map(({ message }) => message)).toEqual([]);
  });

  it("are such as Shopify runs in bulk", () => {
    expect(QUERIES.flatMap((query) => ("errors" in readBulkQuery(query) ? [readBulkQuery(query)] : []))).toEqual([]);
  });
});

describe("a line of a result file", () => {
  const order = { id: "gid://shopify/Order/1" };

  it.each([
    [order, { kind: "order", ownerId: order.id }],
    [
      { id: "gid://shopify/LineItem/2", __parentId: order.id },
      { kind: "line", ownerId: order.id },
    ],
    [
      { id: "gid://shopify/Fulfillment/3", __parentId: "x", order },
      { kind: "shipment", ownerId: order.id },
    ],
    [{ id: "gid://shopify/FulfillmentLineItem/4", __parentId: "gid://shopify/Fulfillment/3" }, { kind: "shipped" }],
  ])("is %j: %j", (value, row) => {
    expect(historyRow(value)).toMatchObject({ ...row, id: value.id });
  });

  it("is passed over when it only leads to others, and unreadable when it is nobody's", () => {
    expect(historyRow({ id: "gid://shopify/FulfillmentOrder/5" })).toBe("ignored");
    const nobodys = [
      null,
      7,
      "gid://shopify/Order/1",
      {},
      { id: 5 },
      { id: "gid://shopify/LineItem/2" },
      { id: "gid://shopify/Fulfillment/3" },
      { id: "gid://shopify/FulfillmentLineItem/4" },
      { id: "gid://shopify/Product/6" },
      { __parentId: order.id },
    ];
    expect(nobodys.map(historyRow)).toEqual(nobodys.map(() => null));
  });
});
