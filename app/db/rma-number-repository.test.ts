import { describe, expect, it } from "vitest";
import type { Sql } from "~/db.server";
import { takeRmaNumber } from "./rma-number-repository.server";

const SETTINGS = { prefix: "RMA", firstNumber: 100_001 };

/** A counter that answers a moment later, and may fail first. */
function aCounter({ failures = 0 } = {}) {
  const asked: number[] = [];
  let next = 100_001;
  let left = failures;
  const sql: Sql = {
    query: async <Row>(_text: string, [, , count]: readonly unknown[]): Promise<Row[]> => {
      await Promise.resolve();
      if ((left -= 1) >= 0) throw new Error("no line");
      asked.push(Number(count));
      const first = next;
      next += Number(count);
      return [{ first: String(first) }] as Row[]; // Only what the statement returns.
    },
  };
  return { sql, asked };
}

describe("takeRmaNumber", () => {
  it("serves all who ask at the same time in two turns, without a gap and without a double", async () => {
    const { sql, asked } = aCounter();

    const numbers = await Promise.all(
      Array.from({ length: 50 }, () => takeRmaNumber(sql, "a.myshopify.com", SETTINGS)),
    );

    expect(asked).toEqual([1, 49]);
    expect(new Set(numbers).size).toBe(50);
    expect(numbers.map((number) => Number(number.split("-")[1])).sort()).toEqual(
      Array.from({ length: 50 }, (_, index) => 100_001 + index),
    );
    expect(await takeRmaNumber(sql, "a.myshopify.com", SETTINGS)).toMatch(/^RMA-100051-\d$/);
  });

  it("asks for each shop apart", async () => {
    const { sql, asked } = aCounter();

    await Promise.all(["a.myshopify.com", "b.myshopify.com"].map((shop) => takeRmaNumber(sql, shop, SETTINGS)));

    expect(asked).toEqual([1, 1]);
  });

  it("fails for those who were asked for, and serves the next", async () => {
    const { sql } = aCounter({ failures: 1 });
    const take = () => takeRmaNumber(sql, "a.myshopify.com", SETTINGS);

    const [first, second] = await Promise.allSettled([take(), take()]);

    expect(first?.status).toBe("rejected");
    expect(second?.status).toBe("fulfilled");
    expect(await take()).toMatch(/^RMA-100002-\d$/);
  });
});
