import { describe, expect, it } from "vitest";
import { pageOf, readQueueCursor } from "./queue-cursor";

const page = (found: readonly number[], cursor: string | null = null) =>
  pageOf(found, { size: 3, cursor: readQueueCursor(cursor), keyOf: (row) => [row, "gid"] });

describe("the pages of a queue", () => {
  it("go on while there is more, and back to where they began", () => {
    const first = page([1, 2, 3, 4]);
    const last = page([4, 5], first.later);
    const back = page([3, 2, 1], last.earlier);

    expect([first.rows, first.earlier]).toEqual([[1, 2, 3], null]);
    expect(readQueueCursor(first.later)).toEqual({ direction: "after", key: [3, "gid"] });
    expect([last.rows, last.later]).toEqual([[4, 5], null]);
    expect(readQueueCursor(last.earlier)).toEqual({ direction: "before", key: [4, "gid"] });
    expect([back.rows, back.earlier]).toEqual([[1, 2, 3], null]);
    expect(readQueueCursor(back.later)).toEqual({ direction: "after", key: [3, "gid"] });
  });

  it("are one where everything fits", () => {
    expect(page([1, 2, 3])).toEqual({ rows: [1, 2, 3], earlier: null, later: null });
    expect(page([])).toEqual({ rows: [], earlier: null, later: null });
  });

  it("begin anew with a cursor that nobody wrote", () => {
    for (const text of [null, "", "x", Buffer.from('["after",[{}]]').toString("base64url"), "a".repeat(1_001)])
      expect(readQueueCursor(text)).toBeNull();
  });
});
