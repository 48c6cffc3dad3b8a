import { z } from "zod";
import { isFields, type Fields } from "../match.ts";
import { staffId } from "../verbs/arguments.ts";
import type { World } from "../world.ts";

/** A case by the name that `as` gave it, else what the story says: a real number, or one that nothing has. */
export const caseNamed = ({ aliases }: World, name: string): string => aliases.get(name) ?? name;

const rmaPage = z.object({
  rma: z.object({
    id: z.string(),
    number: z.string().nullable(),
    kind: z.string(),
    status: z.string(),
    orderId: z.string().nullable(),
    expiresOn: z.string().nullable(),
  }),
  lines: z.array(
    z.object({
      lineId: z.string(),
      sku: z.string().nullable(),
      title: z.string(),
      quantity: z.number(),
      uninspected: z.number(),
      received: z.number(),
      accepted: z.number(),
      refunded: z.number(),
      fee: z.string(),
      refund: z.string(),
    }),
  ),
  returns: z.array(z.object({ returnId: z.string(), status: z.string() })),
  refunds: z.array(
    z.object({
      state: z.string(),
      stopCode: z.string().nullable(),
      paidShare: z.string(),
      fee: z.string(),
      tax: z.string(),
      refund: z.string(),
      preparedAt: z.string(),
    }),
  ),
  timeline: z.array(z.object({ code: z.string() })),
});
export type RmaPage = z.output<typeof rmaPage>;

/** What the admin shows staff of one case; null where there is none. */
export async function readRmaPage(world: World, name: string): Promise<RmaPage> {
  const routes = await world.staff.read(`/app/rmas/${encodeURIComponent(caseNamed(world, name))}`);
  return rmaPage.parse(Object.values(routes).find((answer) => isFields(answer) && "rma" in answer));
}

/** What the case's page answers when staff press one of its buttons. */
export async function actOnRma(
  world: World,
  { rma, staff }: { rma: string; staff?: string | undefined },
  form: Readonly<Record<string, string>>,
): Promise<Fields> {
  const page = `/app/rmas/${encodeURIComponent(caseNamed(world, rma))}`;
  const { data, status } = await world.staff.send(page, form, staffId(world, staff));
  if (!isFields(data)) throw new Error(`${page} answered ${status}: ${JSON.stringify(data)}`);
  return data;
}
