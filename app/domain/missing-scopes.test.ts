import { describe, expect, it } from "vitest";
import { missingScopes } from "./missing-scopes";

describe("missing scopes", () => {
  it.each([
    [["read_orders"], ["read_orders"], []],
    [["read_orders", "write_orders"], ["write_orders"], []],
    [["write_orders"], ["read_orders"], ["write_orders"]],
    [["read_all_orders"], ["write_orders"], ["read_all_orders"]],
    [["customer_read_orders"], ["customer_write_orders"], ["customer_read_orders"]],
  ])("of %j with %j granted are %j", (asked, granted, missing) => {
    expect(missingScopes(asked, granted)).toEqual(missing);
  });
});
