import { z } from "zod";
import type { Fields } from "../match.ts";
import type { World } from "../world.ts";

const calendarDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** The order metafield `$app:policy`: lines that stand alike share a group. */
const policyMetafield = z.object({
  v: z.literal(1),
  groups: z.array(
    z.object({
      lines: z.array(z.string()),
      variants: z.array(z.string()),
      electronic: z.boolean(),
      listed: z.unknown(),
      regionOk: z.boolean(),
      verdict: z.enum(["allow", "review", "deny"]),
      findings: z.array(z.string()),
      lastDay: calendarDate.nullish(),
      warrantyUntil: calendarDate.nullish(),
      policyVersion: z.number().int(),
      text: z.object({ en: z.string().min(1), fr: z.string().min(1) }),
    }),
  ),
});

type Flags = z.output<typeof policyMetafield>;

function parseFlags({ store }: Pick<World, "store">, order: string): Flags["groups"] {
  const metafield = store.metafield(store.order(order).id, "$app", "policy");
  if (!metafield) throw new Error(`${order} has no metafield $app:policy`);
  return policyMetafield.parse(JSON.parse(metafield.value)).groups;
}

/** What an order's flags say of each line, by line id, in the words of SCENARIOS.md. */
export function readFlags(world: Pick<World, "store">, order: string): ReadonlyMap<string, Fields> {
  const groups = parseFlags(world, order);
  return new Map(groups.flatMap((group) => group.lines.map((line) => [line, inStoryWords(group)] as const)));
}

/** The texts that a shopper and a merchant read of each line, by line id. */
export function readFlagTexts(
  world: Pick<World, "store">,
  order: string,
): ReadonlyMap<string, { en: string; fr: string }> {
  const groups = parseFlags(world, order);
  return new Map(groups.flatMap(({ lines, text }) => lines.map((line) => [line, text] as const)));
}

export interface Standing {
  electronic: boolean;
  listed: unknown;
  regionOk: boolean;
  verdict: string;
  findings: readonly string[];
  lastDay?: string | null | undefined;
  warrantyUntil?: string | null | undefined;
  policyVersion: number;
}

/** One line's standing in the words of SCENARIOS.md; what is null is absent. */
export function inStoryWords(standing: Standing): Fields {
  return {
    electronic: standing.electronic,
    listed: standing.listed,
    region_ok: standing.regionOk,
    verdict: standing.verdict,
    findings: standing.findings,
    ...(standing.lastDay ? { last_day: standing.lastDay } : {}),
    ...(standing.warrantyUntil ? { warranty_until: standing.warrantyUntil } : {}),
    policy_version: standing.policyVersion,
  };
}
