import { z } from "zod";
import { isFields, type Fields } from "../match.ts";
import { defineVerb } from "../verb.ts";
import type { World } from "../world.ts";

/** A customer asks for their data; the merchant finds the file in the app and downloads it. */
export const dataRequest = defineVerb({
  args: z.strictObject({ customer: z.string() }),
  run: async (world, { customer }) => {
    const before = new Set(await exportIds(world));
    world.store.dataRequest(customer);
    return { answerWhenSettled: () => newFile(world, before) };
  },
});

async function newFile(world: World, before: ReadonlySet<string>): Promise<Fields> {
  const id = (await exportIds(world)).find((one) => !before.has(one));
  if (id === undefined) return {};
  const answer = await world.staff.download(`/app/privacy/${id}`);
  if (!answer.ok) throw new Error(`the file answered ${answer.status}`);
  const file: unknown = await answer.json();
  return { file };
}

const page = z.object({ exports: z.array(z.object({ id: z.string() })) });

async function exportIds(world: World): Promise<string[]> {
  const routes = await world.staff.read("/app/privacy");
  const found = Object.values(routes).filter((data) => isFields(data) && "exports" in data);
  return found.flatMap((data) => page.parse(data).exports.map(({ id }) => id));
}
