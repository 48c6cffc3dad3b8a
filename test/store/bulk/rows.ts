/** One line of a result file: an object without what is nested in it, which has lines of its own. */
interface Row {
  value: Readonly<Record<string, unknown>>;
  depth: number;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The nodes of a connection; null for anything else. */
function nodesOf(value: unknown): Fields[] | null {
  if (!isFields(value) || !Array.isArray(value["edges"])) return null;
  return value["edges"].flatMap((edge: unknown) => (isFields(edge) && isFields(edge["node"]) ? [edge["node"]] : []));
}

/** Rows of everything below `value`, parents before their children. */
export function rowsOf(value: unknown, parentId: string | null = null, depth = 0): Row[] {
  const nodes = nodesOf(value);
  if (nodes) return nodes.flatMap((node) => rowAndChildren(node, parentId, depth));
  if (!isFields(value)) return [];
  return Object.values(value).flatMap((inner) => rowsOf(inner, parentId, depth));
}

function rowAndChildren(node: Fields, parentId: string | null, depth: number): Row[] {
  const own = withoutConnections(node);
  const id = typeof node["id"] === "string" ? node["id"] : null;
  const value = parentId === null ? own : { ...own, __parentId: parentId };
  return [{ value, depth }, ...rowsOf(innerOf(node), id, depth + 1)];
}

/** What may hold connections: objects, never lists (a bulk query with one inside is refused). */
const innerOf = (node: Fields): Fields =>
  Object.fromEntries(Object.entries(node).filter(([, value]) => isFields(value)));

function withoutConnections(value: Fields): Record<string, unknown> {
  const kept = Object.entries(value).filter(([, inner]) => nodesOf(inner) === null);
  return Object.fromEntries(kept.map(([key, inner]) => [key, isFields(inner) ? withoutConnections(inner) : inner]));
}

const STRIDE = 7_919;

/**
 * JSON lines. Ungrouped, Shopify promises no order: children stand far from their parents and before them too, here in
 * an order that is always the same.
 */
export function linesOf(rows: readonly Row[], isGrouped: boolean): string[] {
  const lines = rows.map(({ value }) => JSON.stringify(value));
  if (isGrouped) return lines;
  return lines
    .map((line, index) => ({ line, place: (index * STRIDE) % lines.length }))
    .sort((a, b) => b.place - a.place)
    .map(({ line }) => line);
}
