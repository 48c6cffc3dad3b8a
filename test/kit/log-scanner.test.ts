import { describe, expect, it } from "vitest";
import { findLeaks } from "./log-scanner.ts";

describe("findLeaks", () => {
  it.each([
    ["a session token", '{"url":"/app?id_token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIiwiYXVkIjoieCJ9.c2lnbmF0dXJl"}'],
    ["an access token", '{"msg":"shpat_0123456789abcdef"}'],
    ["an e-mail address", '{"msg":"mail to ann.rider@example.com"}'],
  ])("finds %s", (what, line) => {
    expect(findLeaks(["{}", line])).toEqual([{ what, line: 2 }]);
  });

  it("finds a person's name whatever its case", () => {
    expect(findLeaks(['{"msg":"ANN RIDER asked"}'], ["Ann Rider"])).toEqual([{ what: "personal data", line: 1 }]);
  });

  it("passes codes, ids and short values", () => {
    const line = '{"shop":"koso-dev.myshopify.com","orderId":"gid://shopify/Order/1001","code":"order-judged"}';

    expect(findLeaks([line], ["QC", "dev"])).toEqual([]);
  });
});
