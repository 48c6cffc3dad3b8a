import { z } from "zod";
import { readRmaPage } from "../surfaces/rma.ts";
import { defineCheck } from "../verb.ts";

const field = z.unknown().exactOptional();

/** A case as the admin shows it. */
export const rmaCheck = defineCheck({
  args: z.strictObject({
    rma: z.string(),
    status: field,
    kind: field,
    expires: field,
    lines: field,
    shopify_status: field,
  }),
  read: async (world, { rma }) => {
    const page = await readRmaPage(world, rma);
    const newest = page.returns.at(-1);
    return {
      rma,
      status: page.rma.status,
      kind: page.rma.kind,
      ...(page.rma.expiresOn === null ? {} : { expires: page.rma.expiresOn }),
      lines: page.lines.map(({ lineId: _lineId, title, uninspected: _uninspected, ...line }) => ({
        ...line,
        sku: line.sku ?? title,
      })),
      ...(newest ? { shopify_status: newest.status } : {}),
    };
  },
});
