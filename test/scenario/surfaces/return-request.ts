import { z } from "zod";
import { isFields, type Fields } from "../match.ts";
import type { BookLine } from "../order-book.ts";
import type { World } from "../world.ts";

/** Anything may be asked: what the app refuses is for it to say. */
const anything = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const askedLine = z.strictObject({
  sku: z.string(),
  quantity: anything.exactOptional(),
  reason: anything.exactOptional(),
  note: anything.exactOptional(),
});

type AskedLine = z.output<typeof askedLine>;

/** A customer that nobody is. */
export const NOBODY = "gid://shopify/Customer/1";
const NO_ORDER = "gid://shopify/Order/1";
const NO_LINE = "gid://shopify/LineItem/1";

/** Who asks: the named customer, else the one whose order it is. */
export function customerOf(
  { store, orders }: World,
  { order, customer }: { order: string; customer?: string },
): string {
  if (customer !== undefined) return customerNamed(store, customer);
  if (orders.lines(order).length === 0) return NOBODY;
  return store.order(order).customerId ?? NOBODY;
}

/** A customer who never ordered has an account all the same. */
export function customerNamed(store: World["store"], name: string): string {
  try {
    return store.customerId(name);
  } catch {
    return NOBODY;
  }
}

/** An order or a line that is not there is asked for by an id that nothing has. */
export const orderId = ({ store, orders }: World, order: string): string =>
  orders.lines(order).length === 0 ? NO_ORDER : store.order(order).id;

/** The same sku asked for twice means its first and second line, where the order has two. */
export function askedLines(
  { orders }: World,
  { order, lines }: { order: string; lines: readonly AskedLine[] },
): Fields[] {
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

const caseName = z.object({ id: z.string(), number: z.string().nullable() });
const finding = z.object({ code: z.string() });

/** The answer in the words of SCENARIOS.md; what is null is absent. */
export function answerOf({ orders }: World, order: string, answer: Fields): Fields {
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
    rma: caseName.optional().parse(line["rma"])?.number ?? caseName.optional().parse(line["rma"])?.id,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined && value !== null));
}

/** The case that `as` names: the allowed lines' one, else the one in review, else the overridden one. */
export function madeBy(answer: Fields): string | undefined {
  const { lines } = answer;
  if (!Array.isArray(lines)) return undefined;
  const cases = lines.filter(isFields).flatMap((line) => {
    const named = caseName.safeParse(line["rma"]);
    return named.success ? [{ id: named.data.id, verdict: line["verdict"] }] : [];
  });
  const first = (verdict: string) => cases.find((one) => one.verdict === verdict)?.id;
  return first("allow") ?? first("review") ?? first("deny");
}
