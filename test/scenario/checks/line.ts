import { z } from "zod";
import { differences, type Fields } from "../match.ts";
import { readFlags } from "../surfaces/order-flags.ts";
import { readOrderPage } from "../surfaces/order-page.ts";
import { defineCheck } from "../verb.ts";

const field = z.unknown().exactOptional();

/**
 * How a line was judged: as the order's metafield in Shopify says it, which the admin's order page must say too.
 * A bundle's own sku stands for all of its lines, and so does the sku of several lines: they must agree.
 */
export const lineCheck = defineCheck({
  args: z.strictObject({
    order: z.string(),
    sku: z.string(),
    electronic: field,
    listed: field,
    region_ok: field,
    verdict: field,
    findings: field,
    last_day: field,
    warranty_until: field,
    policy_version: field,
  }),
  read: async (world, { order, sku }) => {
    const lines = world.orders.linesOf(order, sku);
    if (lines.length === 0) throw new Error(`${order} has no line ${sku}`);
    const flags = readFlags(world, order);
    const page = await readOrderPage(world, order);
    const [first, ...others] = lines.map(({ lineId }) => agreed(flags.get(lineId), page.lines.get(lineId)));
    if (!first) throw new Error(`${order}: ${sku} is not judged`);
    for (const other of others) refuseDifference(`the lines of ${sku}`, first, other);
    return { order, sku, ...first };
  },
});

function agreed(flag: Fields | undefined, shown: Fields | undefined): Fields {
  if (!flag) throw new Error("the order's metafield does not know the line");
  if (!shown) throw new Error("the admin's order page does not show the line");
  refuseDifference("metafield and admin page", flag, shown);
  return flag;
}

function refuseDifference(what: string, one: Fields, other: Fields): void {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  const complete = Object.fromEntries([...keys].map((key) => [key, one[key] ?? "absent"]));
  const different = differences(complete, other);
  if (different.length > 0) throw new Error(`${what} do not agree: ${different.join("; ")}`);
}
