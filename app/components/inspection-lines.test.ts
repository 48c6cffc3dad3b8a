import { describe, expect, it } from "vitest";
import { firstRows, inspectionOf, unitsNamed, withRow } from "./inspection-lines";

const VAR = { lineId: "var", uninspected: 3 };
const DONE = { lineId: "done", uninspected: 0 };

describe("the rows of an inspection", () => {
  it("begin with every unit that waits, each line in one row", () => {
    const rows = firstRows([VAR, DONE], "accepted");

    expect(rows).toMatchObject([{ lineId: "var", quantity: "3", result: "accepted", condition: "good" }]);
  });

  it("get another row beside their line's, with what no row names yet", () => {
    const first = firstRows([VAR, { lineId: "other", uninspected: 1 }], "accepted");
    const two = first.map((row) => (row.lineId === "var" ? { ...row, quantity: "2" } : row));

    const rows = withRow(two, VAR, "second");

    expect(rows.map(({ lineId, quantity }) => [lineId, quantity])).toEqual([
      ["var", "2"],
      ["var", "1"],
      ["other", "1"],
    ]);
    expect(unitsNamed(rows, "var")).toBe(3);
  });

  it("tell the server only of rows that name units, and leave out what was not said", () => {
    const [row] = firstRows([VAR], "rejected");
    const rows = row
      ? [
          { ...row, condition: "", note: "  " },
          { ...row, quantity: "" },
        ]
      : [];

    expect(inspectionOf(rows)).toEqual({
      lines: [
        { lineId: "var", quantity: 3, result: "rejected", condition: null, restock: false, note: null, photos: [] },
      ],
    });
  });
});
