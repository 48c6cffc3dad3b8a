import { z } from "zod";
import type { Sql } from "~/db.server";
import type { PolicySettings } from "~/domain/policy/policy-settings";
import { formatRmaNumber } from "~/domain/rma/rma-number";

const TAKE = `
  INSERT INTO rma_counter (shop, next) VALUES ($1, $2::bigint + 1)
  ON CONFLICT (shop) DO UPDATE SET next = greatest(rma_counter.next, $2::bigint) + 1
  RETURNING (next - 1)::text AS serial
`;

/**
 * The next RMA number of a shop (R10): unique under concurrent requests, because the counter's row lets one statement in
 * after the other, and never used again: it is taken in a commit of its own, and a case that comes to nothing leaves a gap.
 * Raising the first number skips ahead; lowering it changes nothing.
 */
export async function takeRmaNumber(
  sql: Sql,
  shop: string,
  { prefix, firstNumber }: PolicySettings["rma"],
): Promise<string> {
  const [row] = await sql.query(TAKE, [shop, firstNumber]);
  return formatRmaNumber(prefix, BigInt(z.object({ serial: z.string() }).parse(row).serial));
}
