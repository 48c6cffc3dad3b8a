/** One row of the inspection form: units of a line that were found alike. */
export interface FoundUnits {
  key: string;
  lineId: string;
  quantity: string;
  result: string;
  condition: string;
  restock: boolean;
  note: string;
  photoIds: readonly string[];
}

interface LineToInspect {
  lineId: string;
  uninspected: number;
}

/** A row for each line that waits, as if everything were as it should be. */
export const firstRows = (lines: readonly LineToInspect[], result: string): FoundUnits[] =>
  lines.flatMap(({ lineId, uninspected }) =>
    uninspected > 0 ? [rowOf(lineId, { key: lineId, quantity: uninspected, result })] : [],
  );

/** Another row for units of the line that were found differently: what no row names yet. */
export function withRow(
  rows: readonly FoundUnits[],
  { lineId, uninspected }: LineToInspect,
  key: string,
): FoundUnits[] {
  const last = rows.findLastIndex((row) => row.lineId === lineId);
  const left = Math.max(0, uninspected - unitsNamed(rows, lineId));
  const row = rowOf(lineId, { key, quantity: left, result: rows[last]?.result ?? "" });
  return rows.toSpliced(last + 1, 0, row);
}

const rowOf = (lineId: string, { key, quantity, result }: { key: string; quantity: number; result: string }) => ({
  key,
  lineId,
  quantity: String(quantity),
  result,
  condition: "good",
  restock: false,
  note: "",
  photoIds: [],
});

/** How many units of a line the rows name. */
export const unitsNamed = (rows: readonly FoundUnits[], lineId: string): number =>
  rows.reduce((sum, row) => (row.lineId === lineId ? sum + (Number(row.quantity) || 0) : sum), 0);

/** What the server is told: rows that name units, each as its own finding. It decides what may be so. */
export const inspectionOf = (rows: readonly FoundUnits[]) => ({
  lines: rows
    .filter(({ quantity }) => Number(quantity) > 0)
    .map(({ lineId, quantity, result, condition, restock, note, photoIds }) => ({
      lineId,
      quantity: Number(quantity),
      result,
      condition: condition === "" ? null : condition,
      restock,
      note: note.trim() === "" ? null : note,
      photos: photoIds,
    })),
});
