import { describe, expect, it } from "vitest";
import { customerWordsOf, questionsOf } from "./order-search";

const number = { by: "number", names: ["1001", "#1001"] };
const customer = { by: "customer", customerId: "gid://shopify/Customer/1001" };

describe("what a person may mean by a search", () => {
  it.each([
    ["", []],
    ["   ", []],
    ["#1001", [number, { by: "sku", sku: "#1001" }]],
    [" 1001 ", [number, { by: "sku", sku: "1001" }, customer]],
    ["rma-100001 5", [expect.anything(), { by: "rma", number: "RMA-100001-5" }, expect.anything()]],
    ["rma:RMA1000015", [{ by: "rma", number: "RMA-100001-5" }]],
    ["rma:RMA-100001-6", []],
    ["order: 1001", [number]],
    ["SKU:1001", [{ by: "sku", sku: "1001" }]],
    ["customer:1001", [customer]],
    ["gid://shopify/Customer/1001", [expect.anything(), expect.anything(), customer]],
    ["customer:Rider One", []],
    ["order:#10#01", [{ by: "number", names: ["10#01", "#10#01"] }]],
    [
      "reorder:1001",
      [
        { by: "number", names: ["reorder:1001", "#reorder:1001"] },
        { by: "sku", sku: "reorder:1001" },
      ],
    ],
  ])("reads %j", (typed, questions) => {
    expect(questionsOf(typed)).toEqual(questions);
  });
});

describe("the words that Shopify's customer search is asked for", () => {
  it.each([
    ["Rider One", ["Rider", "One"]],
    ["customer: Zoé Côté", ["Zoé", "Côté"]],
    ["rider@one.example", ["rider@one.example"]],
    ["+14503590604", ["+14503590604"]],
    ["#1001", null],
    ["RMA-100001-5", null],
    ["rma:Rider", null],
    ["", null],
    ["order:Rider", null],
    ["sku:RX2N", null],
    ["  order:Rider", null],
    ["Rider order:1", ["Rider", "order:1"]],
    ["  Rider   One ", ["Rider", "One"]],
    ["X 12345", null],
  ])("of %j are %j", (typed, words) => {
    expect(customerWordsOf(typed)).toEqual(words);
  });
});
