import { z } from "zod";
import { isFields } from "../match.ts";
import { defineVerb } from "../verb.ts";
import { staff, staffId } from "./arguments.ts";

/** Staff change a line's turn on the page of the queue. */
const changeQueue = (act: "pin" | "unpin" | "skip" | "unskip") =>
  defineVerb({
    args: z.strictObject({ order: z.string(), sku: z.string(), reason: z.string().default(""), staff }),
    run: async (world, { order, sku, reason, staff: name }) => {
      const [line] = world.orders.linesOf(order, sku);
      const form = { intent: act, orderId: world.store.order(order).id, lineId: line?.lineId ?? "", reason };
      const { status, data } = await world.staff.send("/app/backorders", form, staffId(world, name));
      if (!isFields(data)) throw new Error(`the queue answered ${status}: ${JSON.stringify(data)}`);
      return { answer: data };
    },
  });

export const pin = changeQueue("pin");
export const unpin = changeQueue("unpin");
export const skip = changeQueue("skip");
export const unskip = changeQueue("unskip");
