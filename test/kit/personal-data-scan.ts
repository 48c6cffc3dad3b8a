import pg from "pg";

/** Where a value still stands. */
export interface Find {
  table: string;
  rows: number;
}

const TABLES = `
  SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
  WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`;

/**
 * Looks for values in every row of every table of a database, the queue's included, whatever their columns:
 * as text, and as bytes in columns that hold raw bodies. Letter case does not matter.
 */
export async function scanDatabase(url: string, values: readonly string[]): Promise<Find[]> {
  if (values.length === 0) return [];
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(TABLES);
    const finds: Find[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM ${name} AS t WHERE t::text ILIKE ANY ($1)`,
        [values.flatMap(patternsOf)],
      );
      const count = rows[0]?.count ?? 0;
      if (count > 0) finds.push({ table: name, rows: count });
    }
    return finds;
  } finally {
    await client.end();
  }
}

/** A byte column reads as hex in a row's text, and JSON escapes what is not ASCII. */
function patternsOf(value: string): string[] {
  const asText = value.replace(/[\\%_]/g, "\\$&");
  return [`%${asText}%`, `%${Buffer.from(value).toString("hex")}%`];
}
