import { z } from "zod";
import { isFields, type Fields } from "../match.ts";
import type { World } from "../world.ts";
import { inStoryWords } from "./order-flags.ts";

const orderPage = z.object({
  lines: z.array(
    z.object({
      lineId: z.string(),
      electronic: z.boolean(),
      listed: z.unknown(),
      regionOk: z.boolean(),
      verdict: z.string(),
      findings: z.array(z.object({ code: z.string() })),
      lastDay: z.string().nullish(),
      warrantyUntil: z.string().nullish(),
      policyVersion: z.number(),
    }),
  ),
  waiting: z.array(z.object({ lineId: z.string(), quantity: z.number(), place: z.number() })),
  breaches: z.object({
    open: z.array(z.string()),
    amount: z.string(),
    cases: z.array(z.object({ id: z.string(), code: z.string(), state: z.string() })),
  }),
  timeline: z.array(z.object({ code: z.string() })),
});

export interface OrderPage {
  /** By line id, in the words of SCENARIOS.md. */
  lines: ReadonlyMap<string, Fields>;
  /** Units that wait, by line and location. */
  waiting: readonly { lineId: string; quantity: number; place: number }[];
  /** What was done past the app: codes of open cases, their amount, and every case. */
  breaches: z.output<typeof orderPage>["breaches"];
  /** Event codes, oldest first. */
  timeline: readonly string[];
}

/** What the admin shows staff of one order: the data that its page is made from. */
export async function readOrderPage(world: Pick<World, "store" | "staff">, order: string): Promise<OrderPage> {
  const number = world.store.order(order).id.split("/").at(-1) ?? "";
  const routes = await world.staff.read(`/app/orders/${number}`);
  const data = Object.values(routes).find((answer) => isFields(answer) && "timeline" in answer);
  const { lines, waiting, breaches, timeline } = orderPage.parse(data);
  return {
    lines: new Map(
      lines.map((line) => [line.lineId, inStoryWords({ ...line, findings: line.findings.map(({ code }) => code) })]),
    ),
    waiting,
    breaches,
    timeline: timeline.map(({ code }) => code),
  };
}
