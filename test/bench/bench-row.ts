interface Measured {
  name: string;
  /** What ours is compared with, measured in the same run; null where a fixed limit is the measure. */
  baseline: number | null;
  ours: number;
  unit: string;
  note?: string;
}

/** Written so that more is better: at least `goal` times the baseline is wanted. */
interface RatioRow extends Measured {
  ratio: number;
  goal: number;
}

/** Less is better: `value` (what ours adds to the baseline, or ours alone) is wanted to be `atMost`. */
interface LimitRow extends Measured {
  value: number;
  atMost: number;
}

/** One line of the benchmark table. */
export type BenchRow = RatioRow | LimitRow;

/** Whether the goal is reached. What was not measured (not a number) is not. */
export const isMet = (row: BenchRow): boolean => ("ratio" in row ? row.ratio >= row.goal : row.value <= row.atMost);
