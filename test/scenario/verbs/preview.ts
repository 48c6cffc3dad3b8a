import { z } from "zod";
import type { BookLine } from "../order-book.ts";
import { isFields, type Fields } from "../match.ts";
import { defineVerb } from "../verb.ts";
import type { World } from "../world.ts";

/** Anything may be asked: what the app refuses is for it to say. */
const anything = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const line = z.strictObject({
  sku: z.string(),
  quantity: anything.exactOptional(),
  reason: anything.exactOptional(),
  note: anything.exactOptional(),
});

const args = z.strictObject({ order: z.string(), customer: z.string().exactOptional(), lines: z.array(line) });

type AskedLine = z.output<typeof line>;

/** The customer's extension asks what a return would bring; nothing changes. */
export const preview = defineVerb({
  args,
  run: async (world, asked) => {
    const customerId = customerOf(world, asked);
    const body = { orderId: orderId(world, asked.order), lines: askedLines(world, asked) };
    return { answer: answerOf(world, asked.order, await world.shopper.ask("preview", customerId, body)) };
  },
});

const NOBODY = "gid://shopify/Customer/1";
const NO_ORDER = "gid://shopify/Order/1";
const NO_LINE = "gid://shopify/LineItem/1";

function customerOf({ store, orders }: World, { order, customer }: z.output<typeof args>): string {
  if (customer !== undefined) return customerNamed(store, customer);
  if (orders.lines(order).length === 0) return NOBODY;
  return store.order(order).customerId ?? NOBODY;
}

/** A customer who never ordered has an account all the same. */
function customerNamed(store: World["store"], name: string): string {
  try {
    return store.customerId(name);
  } catch {
    return NOBODY;
  }
}

/** An order or a line that is not there is asked for by an id that nothing has. */
const orderId = ({ store, orders }: World, order: string): string =>
  orders.lines(order).length === 0 ? NO_ORDER : store.order(order).id;

/** The same sku asked for twice means its first and second line, where the order has two. */
function askedLines({ orders }: World, { order, lines }: z.output<typeof args>): Fields[] {
  const seen = new Map<string, number>();
  return lines.flatMap((asked) => {
    const found = orders.linesOf(order, asked.sku);
    const bundled = found.filter(({ bundle }) => bundle === asked.sku);
    if (bundled.length > 0) return bundled.map((part) => askFor(part, asked));
    const nth = seen.get(asked.sku) ?? 0;
    seen.set(asked.sku, nth + 1);
    return [askFor(found[nth] ?? found.at(-1), asked)];
  });
}

function askFor(line: BookLine | undefined, { sku: _sku, quantity, ...rest }: AskedLine): Fields {
  const units = typeof quantity === "number" ? quantity * (line?.perBundle ?? 1) : quantity;
  return { lineId: line?.lineId ?? NO_LINE, quantity: units, ...rest };
}

const finding = z.object({ code: z.string() });

/** The answer in the words of SCENARIOS.md; what is null is absent. */
function answerOf({ orders }: World, order: string, answer: Fields): Fields {
  const { lines } = answer;
  if (!Array.isArray(lines)) return answer;
  const byId = new Map(orders.lines(order).map((line) => [line.lineId, line]));
  return { ...answer, lines: lines.map((line) => answerLine(line, byId)) };
}

function answerLine(line: unknown, byId: ReadonlyMap<string, BookLine>): Fields {
  if (!isFields(line)) throw new Error(`a line of the answer is ${JSON.stringify(line)}`);
  const known = byId.get(String(line["lineId"]));
  if (!known) throw new Error(`the answer names a line that was not asked for: ${String(line["lineId"])}`);
  const said = {
    sku: known.sku,
    bundle: known.bundle,
    quantity: line["quantity"],
    verdict: line["verdict"],
    findings: z
      .array(finding)
      .parse(line["findings"])
      .map(({ code }) => code),
    last_day: line["lastDay"],
    available: line["available"],
    fee: line["fee"],
    refund: line["refund"],
    warranty_until: line["warrantyUntil"],
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined && value !== null));
}
