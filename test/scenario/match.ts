/** Lists that have no order and are complete (SCENARIOS: findings, codes, open, tags, errors). */
const UNORDERED = new Set(["findings", "codes", "open", "tags", "errors"]);

export type Fields = Readonly<Record<string, unknown>>;

/**
 * Compares what a story expects with what is: maps partially, `lines` by sku, the lists above in any order, other
 * lists exactly, in the order in which they come, `has` as a subsequence.
 * @returns one sentence per difference; none means that it holds.
 */
export function differences(expected: unknown, actual: unknown, path = ""): string[] {
  if (expected === "absent") return actual === undefined ? [] : [says(path, "absent", actual)];
  if (expected === "*") return actual === undefined || actual === null ? [says(path, "any value", actual)] : [];
  if (Array.isArray(expected)) return listDifferences(expected, actual, path);
  if (isFields(expected)) return mapDifferences(expected, actual, path);
  return Object.is(expected, actual) ? [] : [says(path, expected, actual)];
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function says(path: string, expected: unknown, actual: unknown): string {
  return `${path || "answer"}: expected ${show(expected)}, is ${show(actual)}`;
}

const show = (value: unknown): string => (value === undefined ? "absent" : JSON.stringify(value));

function mapDifferences(expected: Fields, actual: unknown, path: string): string[] {
  if (!isFields(actual)) return [says(path, expected, actual)];
  return Object.entries(expected).flatMap(([key, value]) =>
    differences(value, actual[key], path ? `${path}.${key}` : key),
  );
}

function listDifferences(expected: readonly unknown[], actual: unknown, path: string): string[] {
  if (!Array.isArray(actual)) return [says(path, expected, actual)];
  const key = path.slice(path.lastIndexOf(".") + 1);
  if (key === "has") return subsequenceDifferences(expected, actual, path);
  if (key === "lines") return lineDifferences(expected, actual, path);
  if (expected.length !== actual.length) return [says(path, expected, actual)];
  if (UNORDERED.has(key)) return canPair(expected, actual) ? [] : [says(path, expected, actual)];
  return expected.flatMap((item, index) => differences(item, actual[index], `${path}[${index}]`));
}

/** Whether every expected item can be given an item of its own. */
function canPair(expected: readonly unknown[], actual: readonly unknown[]): boolean {
  const [first, ...others] = expected;
  if (expected.length === 0) return true;
  return actual.some(
    (item, index) => differences(first, item).length === 0 && canPair(others, actual.toSpliced(index, 1)),
  );
}

function subsequenceDifferences(expected: readonly unknown[], actual: readonly unknown[], path: string): string[] {
  let found = 0;
  for (const item of actual) if (found < expected.length && item === expected[found]) found += 1;
  return found === expected.length ? [] : [`${path}: ${show(expected[found])} is missing in order in ${show(actual)}`];
}

/** The same sku on several lines: the n-th expected stands for the n-th there; a bundle's sku for all its lines. */
function lineDifferences(expected: readonly unknown[], actual: readonly unknown[], path: string): string[] {
  const seen = new Map<unknown, number>();
  return expected.flatMap((item, index) => {
    if (!isFields(item) || !("sku" in item)) return differences(item, actual[index], `${path}[${index}]`);
    const { sku, ...fields } = item;
    const nth = seen.get(sku) ?? 0;
    seen.set(sku, nth + 1);
    const name = `${path}.${String(sku)}`;
    const bundle = actual.filter((line) => isFields(line) && line["bundle"] === sku);
    if (bundle.length > 0) return bundle.flatMap((line) => differences(fields, line, name));
    const line = actual.filter((other) => isFields(other) && other["sku"] === sku)[nth];
    return line === undefined ? [`${name}: there is no such line`] : differences(fields, line, name);
  });
}
