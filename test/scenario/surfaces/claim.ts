import { z } from "zod";
import type { Fields } from "../match.ts";
import type { World } from "../world.ts";
import { orderId } from "./return-request.ts";

const NO_LINE = "gid://shopify/LineItem/1";

/** Units of an order's line as a claim names them; what is not there is asked for by an id that nothing has. */
export function claimedUnits(
  world: World,
  { order, sku, quantity }: { order: string; sku: string; quantity: unknown },
): Fields {
  const [line] = world.orders.linesOf(order, sku);
  return { orderId: orderId(world, order), lineId: line?.lineId ?? NO_LINE, quantity };
}

const finding = z.object({ code: z.string() });
const opened = z.object({ claim: z.object({ id: z.string() }) });

/** The answer in the words of SCENARIOS.md. */
export function claimAnswer(answer: Fields): Fields {
  const { findings, warrantyUntil, ...rest } = answer;
  return {
    ...rest,
    ...(findings === undefined
      ? {}
      : {
          findings: z
            .array(finding)
            .parse(findings)
            .map(({ code }) => code),
        }),
    ...(warrantyUntil === undefined ? {} : { warranty_until: warrantyUntil }),
  };
}

/** The case that `as` names. */
export function claimMade(answer: Fields): { made: string } | Record<string, never> {
  const made = opened.safeParse(answer);
  return made.success ? { made: made.data.claim.id } : {};
}
