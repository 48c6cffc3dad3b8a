import { Temporal } from "temporal-polyfill";
import { differences, type Fields } from "../test/scenario/match.ts";
import { readFlags } from "../test/scenario/surfaces/order-flags.ts";
import type { OrderLineInput } from "../test/store/acts/arguments.ts";
import type { LocalStore, OrderLineView, OrderView } from "../test/store/types.ts";
import { productOf } from "./demo-catalogue.ts";
import type { DemoOrder } from "./demo-orders.ts";

/** What the policy says of one line of a demo order, found without asking the app. */
export interface ExpectedLine {
  lineId: string;
  sku: string;
  quantity: number;
  fields: Fields;
}

export interface Judging {
  windowDays: number;
  policyVersion: number;
  timeZone: string;
}

/** What is promised to earlier orders and not shipped, by sku: what of a new order has to wait. */
export class StockLedger {
  readonly #onHand = new Map<string, number>();
  readonly #committed = new Map<string, number>();

  constructor(stock: readonly (readonly [sku: string, onHand: number])[]) {
    for (const [sku, onHand] of stock) this.#onHand.set(sku, onHand);
  }

  /** @returns how many of the units stock could not cover. */
  promise(sku: string, units: number): number {
    const committed = this.#committed.get(sku) ?? 0;
    this.#committed.set(sku, committed + units);
    const free = Math.max(0, (this.#onHand.get(sku) ?? 0) - committed);
    return Math.max(0, units - free);
  }

  release(sku: string, units: number): void {
    this.#committed.set(sku, (this.#committed.get(sku) ?? 0) - units);
  }

  ship(sku: string, units: number): void {
    this.release(sku, units);
    this.#onHand.set(sku, (this.#onHand.get(sku) ?? 0) - units);
  }

  of(sku: string): { on_hand: number; committed: number; available: number } {
    const [onHand, committed] = [this.#onHand.get(sku) ?? 0, this.#committed.get(sku) ?? 0];
    return { on_hand: onHand, committed, available: onHand - committed };
  }
}

/** An order's lines as the store made them, each with what the policy says of it and whether it waits. */
export function expectedLines(
  store: LocalStore,
  order: DemoOrder,
  { judging, ledger }: { judging: Judging; ledger: StockLedger },
): ExpectedLine[] {
  const placed = store.order(order.name);
  const views = [...placed.lines];
  return order.lines.flatMap((sold) => {
    const product = productOf(sold.sku ?? "");
    const parts = product.bundle ?? [{ sku: product.sku, quantity: 1 }];
    return parts.map((part) => {
      const view = nextView(views, part.sku);
      const waiting = ledger.promise(part.sku, view.quantity);
      const fields = fieldsOf({ sold, part: part.sku, order, placed, allWait: waiting === view.quantity }, judging);
      return { lineId: view.id, sku: part.sku, quantity: view.quantity, fields: { ...fields, waiting } };
    });
  });
}

interface SoldPart {
  sold: OrderLineInput;
  part: string;
  order: DemoOrder;
  placed: OrderView;
  allWait: boolean;
}

function fieldsOf({ sold, part, order, placed, allWait }: SoldPart, judging: Judging): Fields {
  const isElectronic = productOf(sold.sku ?? "").isElectronic || productOf(part).isElectronic;
  const isListed = productOf(part).listed !== false;
  const bought = Temporal.Instant.from(placed.processedAt).toZonedDateTimeISO(judging.timeZone).toPlainDate();
  return {
    electronic: isElectronic,
    listed: isListed,
    region_ok: order.isInRegion,
    verdict: isElectronic ? "deny" : "allow",
    findings: isElectronic ? ["electronic-part"] : [],
    last_day: allWait ? "absent" : bought.add({ days: judging.windowDays }).toString(),
    warranty_until: isListed && order.isInRegion ? bought.add({ months: 12 }).toString() : "absent",
    policy_version: judging.policyVersion,
  };
}

function nextView(views: OrderLineView[], sku: string): OrderLineView {
  const view = views.shift();
  if (view?.sku !== sku) throw new Error(`The store has ${view?.sku ?? "no line"} where ${sku} was sold.`);
  return view;
}

export interface ExpectedOrder {
  order: string;
  lines: readonly ExpectedLine[];
  tags: readonly string[];
}

/** One sentence per difference between the store's metafield and tags of an order and what was expected. */
export function orderDifferences(store: LocalStore, { order, lines, tags }: ExpectedOrder): string[] {
  const flags = readFlags({ store }, order);
  const wrong = lines.flatMap(({ lineId, sku, fields }) => {
    const { waiting: _waiting, ...expected } = fields;
    return differences(expected, flags.get(lineId), `${order} ${sku}`);
  });
  return [...wrong, ...differences({ tags }, { tags: store.order(order).tags }, order)];
}

/** One sentence per difference between the store's inventory and the ledger. */
export function stockDifferences(store: LocalStore, ledger: StockLedger, skus: readonly string[]): string[] {
  return [...new Set(skus)].flatMap((sku) => differences(ledger.of(sku), store.inventory(sku), `stock ${sku}`));
}
