/** @throws Error when there are no values: a benchmark that measured nothing must not look like a fast one. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The value that the given share (0 to 1) of all values lie below. @throws Error when there are no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (found === undefined) throw new Error("Nothing was measured.");
  return found;
}

/** Milliseconds on a clock that all processes of the machine share and nobody sets. */
export const machineMs = (): number => Number(process.hrtime.bigint()) / 1e6;
