import { z } from "zod";
import { isFields, type Fields } from "../match.ts";
import { actOnRma, readRmaPage } from "../surfaces/rma.ts";
import { defineVerb } from "../verb.ts";
import type { World } from "../world.ts";
import { addAmounts } from "./amounts.ts";
import { staff } from "./arguments.ts";

/** Staff press "refund"; what was paid is read once all work is done. */
export const refund = defineVerb({
  args: z.strictObject({ rma: z.string(), staff }),
  run: async (world, named) => {
    const before = world.aliases.has(named.rma) ? (await readRmaPage(world, named.rma)).refunds.length : 0;
    const answer = await actOnRma(world, named, { intent: "refund" });
    if (isFields(answer) && "error" in answer) return { answer };
    return { answerWhenSettled: () => whatWasPaid(world, named.rma, before) };
  },
});

/** The refunds that this press made, summed; one that was stopped is the answer. */
async function whatWasPaid(world: World, rma: string, before: number): Promise<Fields> {
  const made = (await readRmaPage(world, rma)).refunds.slice(before);
  const stopped = made.find(({ state }) => state !== "paid");
  if (stopped) return { error: stopped.stopCode ?? "not-paid" };
  const sum = (amount: (one: (typeof made)[number]) => string) => addAmounts(made.map(amount));
  return {
    paid_share: sum(({ paidShare }) => paidShare),
    fee: sum(({ fee }) => fee),
    tax: sum(({ tax }) => tax),
    refund: sum((one) => one.refund),
  };
}
