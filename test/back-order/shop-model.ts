import { followOrder, wantedOf, type QueuedLine } from "~/domain/back-order/follow-order";
import { freeStock } from "~/domain/back-order/free-stock";
import type { FulfillmentOrderFacts } from "~/domain/back-order/fulfillment-orders";
import { outstandingUnits, promiseUnits, settleAsking, settleUnits } from "~/domain/back-order/ledger-line";
import { planArrangement, type ArrangementStep } from "~/domain/back-order/plan-arrangement";
import { planRelease } from "~/domain/back-order/plan-release";
import { decideCancel } from "~/domain/back-order/decide-cancel";

/** What of a shop the queue acts on: one item at one location, and orders of one line each. */
const PLACE = "place";
const ITEM = "item";

interface Part {
  id: string;
  units: number;
  isOwn: boolean;
  isForeign: boolean;
}

export interface ModelOrder {
  number: number;
  placedAt: number;
  parts: Part[];
  shipped: number;
  isPaid: boolean;
  isCancelled: boolean;
}

/** Shopify, as far as the queue sees it. Its acts are whole; the app's come one call at a time. */
export class ModelShop {
  onHand = 0;
  arrived = 0;
  readonly orders: ModelOrder[] = [];
  #ids = 0;

  place(units: number, isPaid: boolean): ModelOrder {
    const number = this.orders.length + 1;
    const order = { number, placedAt: number, parts: [this.#part(units)], shipped: 0, isPaid, isCancelled: false };
    this.orders.push(order);
    return order;
  }

  #part(units: number): Part {
    this.#ids += 1;
    return { id: `part-${this.#ids}`, units, isOwn: false, isForeign: false };
  }

  arrive(units: number): void {
    this.onHand += units;
    this.arrived += units;
  }

  /** A count that is corrected. */
  correct(to: number): void {
    this.arrived += to - this.onHand;
    this.onHand = to;
  }

  cancel(order: ModelOrder): void {
    order.isCancelled = true;
    order.parts = [];
  }

  /** Takes units off an order, from any of its parts, as a refund or an edit does. */
  remove(order: ModelOrder, units: number): void {
    let left = units;
    for (const part of order.parts) {
      const taken = Math.min(left, part.units);
      part.units -= taken;
      left -= taken;
    }
    order.parts = order.parts.filter((part) => part.units > 0);
  }

  add(order: ModelOrder, units: number): void {
    order.parts.push(this.#part(units));
  }

  /** Ships units that nobody holds. */
  ship(order: ModelOrder, id: string, units: number): void {
    const part = order.parts.find((one) => one.id === id);
    if (!part || part.isOwn || part.isForeign || part.units < units) throw new Refused();
    part.units -= units;
    order.parts = order.parts.filter((one) => one.units > 0);
    order.shipped += units;
    this.onHand -= units;
  }

  /** Undoes the shipment of units: they lie on the shelf again and are to be shipped. */
  unship(order: ModelOrder, units: number): void {
    order.shipped -= units;
    this.onHand += units;
    order.parts.push(this.#part(units));
  }

  split(order: ModelOrder, id: string, units: number): Part {
    const part = order.parts.find((one) => one.id === id);
    if (!part || part.units <= units) throw new Refused();
    part.units -= units;
    const other = { ...this.#part(units), isOwn: part.isOwn, isForeign: part.isForeign };
    order.parts.push(other);
    return other;
  }

  hold(order: ModelOrder, id: string, units: number, whole: boolean): void {
    const part = order.parts.find((one) => one.id === id);
    if (!part || part.isOwn) throw new Refused();
    const held = whole ? part : this.split(order, id, units);
    held.isOwn = true;
  }

  release(order: ModelOrder, id: string): void {
    const part = order.parts.find((one) => one.id === id);
    if (part) part.isOwn = false;
  }
}

/** Shopify says no: the state was another than the app had read. */
class Refused extends Error {}

interface Read {
  shipped: number;
  parts: FulfillmentOrderFacts[];
  isPaid: boolean;
  isCancelled: boolean;
}

const read = (order: ModelOrder): Read => ({
  shipped: order.shipped,
  isPaid: order.isPaid,
  isCancelled: order.isCancelled,
  parts: order.parts.map((part) => ({
    id: part.id,
    locationId: PLACE,
    isService: false,
    status: part.isOwn || part.isForeign ? "ON_HOLD" : "OPEN",
    requestStatus: "UNSUBMITTED",
    actions: part.isOwn || part.isForeign ? ["RELEASE_HOLD", "HOLD"] : ["HOLD", "SPLIT", "CREATE_FULFILLMENT"],
    holds: [
      ...(part.isOwn ? [{ id: `own-${part.id}`, isOwn: true, reason: "INVENTORY_OUT_OF_STOCK" }] : []),
      ...(part.isForeign ? [{ id: `other-${part.id}`, isOwn: false, reason: "OTHER" }] : []),
    ],
    lines: [{ id: `line-${part.id}`, lineId: "line", remaining: part.units }],
  })),
});

interface Shipment {
  part: string;
  units: number;
  remainingBefore: number;
}

/** The app's memory: survives a crash of the process between any two of its steps. */
export class ModelLedger {
  readonly lines = new Map<number, QueuedLine>();
  readonly shipments = new Map<number, Shipment>();
  readonly cancellations: { order: number; units: number; remainingBefore: number | null }[] = [];
  /** Promises in the order in which they were made. */
  readonly promises: { order: number; units: number; free: number }[] = [];
  version = 0;
  outstanding = (): number => [...this.lines.values()].reduce((sum, line) => sum + outstandingUnits(line), 0);
}

/** How the app's rules are broken on purpose, to see that it is found. */
export type Mutant = "no-version" | "forgets-outstanding" | "newest-first" | null;

/**
 * The app at work, one database step or one call a `yield`: a worker that stops there has crashed. Only what the ledger
 * and Shopify hold survives, as in the workflows, whose domain functions decide here, too.
 */
export class ModelApp {
  readonly shop: ModelShop;
  readonly ledger: ModelLedger;
  readonly mutant: Mutant;

  constructor(shop: ModelShop, ledger: ModelLedger, mutant: Mutant = null) {
    this.shop = shop;
    this.ledger = ledger;
    this.mutant = mutant;
  }

  *tend(order: ModelOrder): Generator<void, void> {
    for (let step = 0; step < 50; step += 1) {
      const seen = read(order);
      yield;
      const isWanting = this.#follow(order, seen);
      yield;
      if (isWanting) {
        yield* this.giveOut();
        this.#change(order.number, settleAsking);
        yield;
      }
      const line = this.ledger.lines.get(order.number);
      if (!line) return;
      const next = planArrangement({ fulfillmentOrders: seen.parts, lines: [line], mode: "fulfil", holdAll: false });
      if (next === null) return;
      try {
        yield* this.#take(order, next);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
      }
    }
    throw new Error("An order never comes to rest");
  }

  /** Follows what Shopify shows, with our own intended shipment settled first. Says whether stock is to be asked for. */
  #follow(order: ModelOrder, seen: Read): boolean {
    const before = this.ledger.lines.get(order.number);
    const shipment = this.ledger.shipments.get(order.number);
    const remaining = seen.parts.find(({ id }) => id === shipment?.part)?.lines[0]?.remaining ?? 0;
    const hasLeft = shipment !== undefined && remaining < shipment.remainingBefore;
    this.ledger.shipments.delete(order.number);
    const settled = before && hasLeft ? { ...before, ...settleUnits(before, shipment.units) } : before;
    const [after] = followOrder(
      settled ? [settled] : [],
      {
        circumstances: {
          cancelled: seen.isCancelled,
          financialStatus: seen.isPaid ? "PAID" : "PENDING",
          onRunningTerms: false,
          hasCountry: true,
          hasAddressHold: false,
        },
        fulfillmentOrders: seen.parts,
        places: seen.parts.length > 0 ? [{ lineId: "line", locationId: PLACE, inventoryItemId: ITEM }] : [],
        shippedFrom: () => seen.shipped,
      },
      { holdUntilComplete: false, moveBetweenLocations: false },
    );
    if (!after) return false;
    this.ledger.lines.set(order.number, after);
    if (JSON.stringify(after) !== JSON.stringify(before)) this.ledger.version += 1;
    return after.asking > 0 || wantedOf(after) > (before ? wantedOf(before) : 0);
  }

  #change(number: number, change: (line: QueuedLine) => Partial<QueuedLine>): void {
    const line = this.ledger.lines.get(number);
    if (!line) return;
    this.ledger.lines.set(number, { ...line, ...change(line) });
    this.ledger.version += 1;
  }

  *giveOut(): Generator<void, void> {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const { version } = this.ledger;
      yield;
      const promisable = this.shop.onHand;
      yield;
      if (this.mutant !== "no-version" && version !== this.ledger.version) continue;
      this.#promise(promisable);
      return;
    }
  }

  #promise(promisable: number): void {
    const outstanding = this.mutant === "forgets-outstanding" ? 0 : this.ledger.outstanding();
    const free = freeStock(promisable, outstanding);
    const queue = [...this.ledger.lines].map(([number, line]) => ({
      pinned: line.isPinned,
      processedAt: new Date((this.mutant === "newest-first" ? -1 : 1) * number),
      orderNumber: number,
      orderId: String(number),
      lineId: "line",
      wanted: wantedOf(line),
    }));
    for (const { line, units } of planRelease(queue, free)) {
      this.ledger.promises.push({ order: line.orderNumber, units, free });
      this.#change(line.orderNumber, (before) => promiseUnits(before, units));
    }
  }

  *#take(order: ModelOrder, step: ArrangementStep): Generator<void, void> {
    switch (step.type) {
      case "hold":
        this.shop.hold(order, step.part.fulfillmentOrderId, unitsOf(step.part.lines), step.part.whole);
        break;
      case "split":
        this.shop.split(order, step.part.fulfillmentOrderId, unitsOf(step.part.lines));
        break;
      case "release":
        this.shop.release(order, step.fulfillmentOrderId);
        break;
      case "ship":
      case "request":
        for (const part of step.parts) yield* this.#ship(order, part.fulfillmentOrderId, unitsOf(part.lines));
        break;
      case "move":
        throw new Error("The model has one place");
      case "settle":
        this.#change(order.number, (line) => settleUnits(line, step.units.get("line") ?? 0));
    }
    yield;
  }

  *#ship(order: ModelOrder, part: string, units: number): Generator<void, void> {
    const remainingBefore = order.parts.find(({ id }) => id === part)?.units ?? 0;
    this.ledger.shipments.set(order.number, { part, units, remainingBefore });
    yield;
    this.shop.ship(order, part, units);
  }

  /** A cancellation is decided in one transaction under the pool's lock. */
  decideCancel(order: ModelOrder, units: number): boolean {
    const line = this.ledger.lines.get(order.number);
    if (!line || !decideCancel([line], units).ok) return false;
    this.#change(order.number, (before) => ({ cancelling: before.cancelling + units }));
    this.ledger.cancellations.push({ order: order.number, units, remainingBefore: null });
    return true;
  }

  /** Carries out what was decided: the refund has a key, so that it happens once, however often it is asked for. */
  *carryOut(): Generator<void, void> {
    for (const cancellation of [...this.ledger.cancellations]) {
      const order = this.shop.orders.find(({ number }) => number === cancellation.order);
      if (!order) continue;
      yield;
      if (cancellation.remainingBefore === null) {
        cancellation.remainingBefore = sum(order.parts.map((part) => part.units));
        this.shop.remove(order, cancellation.units);
      }
      yield;
      const seen = read(order);
      this.ledger.cancellations.splice(this.ledger.cancellations.indexOf(cancellation), 1);
      this.#change(order.number, (line) => ({ cancelling: line.cancelling - cancellation.units }));
      this.#follow(order, seen);
    }
  }
}

const unitsOf = (lines: readonly { quantity: number }[]): number => sum(lines.map(({ quantity }) => quantity));
const sum = (units: readonly number[]): number => units.reduce((total, one) => total + one, 0);
