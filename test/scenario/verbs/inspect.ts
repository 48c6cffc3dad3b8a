import { z } from "zod";
import { actOnRma, readRmaPage, type RmaPage } from "../surfaces/rma.ts";
import { defineVerb } from "../verb.ts";
import { staff, units } from "./arguments.ts";

const inspectedLine = units.extend({
  result: z.string(),
  condition: z.string().exactOptional(),
  restock: z.boolean().exactOptional(),
});

/** An inspector says what was found of received units. */
export const inspect = defineVerb({
  args: z.strictObject({ rma: z.string(), lines: z.array(inspectedLine), staff }),
  run: async (world, { lines, ...named }) => {
    const page = await readRmaPage(world, named.rma);
    const left = new Map(page.lines.map(({ lineId, uninspected }) => [lineId, uninspected]));
    const input = { lines: lines.flatMap((line) => placed(page, line, left)) };
    return { answer: await actOnRma(world, named, { intent: "inspect", inspection: JSON.stringify(input) }) };
  },
});

/** Units of a sku that stands on two lines are found on the first that still has some; the rest is the app's to refuse. */
function placed(
  page: RmaPage,
  { sku, quantity, ...found }: z.output<typeof inspectedLine>,
  left: Map<string, number>,
): { lineId: string; quantity: number }[] {
  const lines = page.lines.filter((line) => (line.sku ?? line.title) === sku);
  const last = lines.at(-1)?.lineId ?? "gid://shopify/LineItem/1";
  const entries: { lineId: string; quantity: number }[] = [];
  let open = quantity;
  for (const { lineId } of lines.slice(0, -1)) {
    const here = Math.min(open, left.get(lineId) ?? 0);
    if (here === 0) continue;
    left.set(lineId, (left.get(lineId) ?? 0) - here);
    open -= here;
    entries.push({ ...found, lineId, quantity: here });
  }
  return open > 0 ? [...entries, { ...found, lineId: last, quantity: open }] : entries;
}
