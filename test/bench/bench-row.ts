/** One line of the benchmark table: ours beside what it is compared with, measured in the same run. */
export interface BenchRow {
  name: string;
  baseline: number;
  ours: number;
  unit: string;
  /** Written so that more is better; at least `goal` is wanted. */
  ratio: number;
  goal: number;
  note?: string;
}
