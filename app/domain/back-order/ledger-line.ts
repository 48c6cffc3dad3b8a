/**
 * Units of one order line at one location, as the ledger keeps them. Every figure counts units; shipped ones are counted
 * as Shopify shows them, so that a cancelled shipment is no special case.
 */
export interface LedgerLine {
  /** Not shipped and not cancelled, as last read from Shopify. */
  readonly open: number;
  /** Shipped from this location, as last read. */
  readonly shipped: number;
  /** Promised since the order was placed; a unit is promised once, and shipping keeps its promise (R23). */
  readonly promised: number;
  /** Promised units that the app holds or held: it ships them itself, and no others (R22). */
  readonly toShip: number;
  /** Units that waited and were promised stock since; too late to cancel (R26). */
  readonly released: number;
  /** Waiting units whose cancellation was decided and is not yet carried out at Shopify (R26). */
  readonly cancelling: number;
  /** Waiting units that stock at another location was promised to: they are to be moved there (`moveBetweenLocations`). */
  readonly leaving: number;
  /** Promised units that still lie at another location, which they are to leave. */
  readonly coming: number;
  /** Units that ask for stock for the first time: those of a new order, or that an edit added. */
  readonly asking: number;
  /** Units that found no stock when they asked for the first time. */
  readonly waitedAtOrder: number;
}

/** A line that the ledger meets for the first time: nothing is promised, everything is to be asked for. */
export const NEW_LINE: LedgerLine = {
  open: 0,
  shipped: 0,
  promised: 0,
  toShip: 0,
  released: 0,
  cancelling: 0,
  leaving: 0,
  coming: 0,
  asking: 0,
  waitedAtOrder: 0,
};

/** Promised units that still lie on the shelf: what other orders may not have. */
export const outstandingUnits = ({ open, shipped, promised, coming }: LedgerLine): number =>
  Math.min(open + coming, Math.max(0, promised - shipped));

/** Units that wait: not shipped, not promised, here or at another location, not being cancelled. */
export const waitingUnits = (line: LedgerLine): number =>
  Math.max(0, line.open + line.coming - outstandingUnits(line) - line.leaving - line.cancelling);

/** What Shopify shows of the line at its location now. */
export interface UnitsAtShopify {
  readonly open: number;
  readonly shipped: number;
}

/**
 * Follows what others did at Shopify. Units that left without a promise have taken their stock with them: they count as
 * promised. Units that are gone were waiting ones first (R26), and a promise for what is gone is void: its stock is free.
 * Units that were never there before have come from where they were to leave, or ask for stock.
 */
export function followUnits(line: LedgerLine, { open, shipped }: UnitsAtShopify): LedgerLine {
  const added = Math.max(0, open + shipped - line.open - line.shipped);
  const gone = Math.max(0, line.open + line.shipped - open - shipped);
  const [coming, leaving] = [Math.max(0, line.coming - added), Math.max(0, line.leaving - gone)];
  const promised = Math.min(Math.max(line.promised, shipped), shipped + open + coming);
  const toShip = Math.min(line.toShip, promised - shipped);
  const followed = { ...line, open, shipped, promised, toShip, coming: Math.min(coming, promised - shipped), leaving };
  return { ...followed, asking: Math.min(line.asking + added, waitingUnits(followed)) };
}

/**
 * Promises stock to a line. What stock covers when it is first asked for is the merchant's to ship (R22); units that
 * waited were held by the app, and the app ships them.
 */
export function promiseUnits(line: LedgerLine, units: number): LedgerLine {
  const covered = Math.min(units, line.asking);
  return {
    ...line,
    promised: line.promised + units,
    asking: line.asking - covered,
    toShip: line.toShip + units - covered,
    released: line.released + units - covered,
  };
}

/** Stock has been asked for: what got none waits from now on, and is invoiced on the day it ships (R5). */
export const settleAsking = (line: LedgerLine): LedgerLine => ({
  ...line,
  asking: 0,
  waitedAtOrder: line.waitedAtOrder + line.asking,
});

/** The app's duty for units is done: they were shipped by it, requested from their service, or left to the merchant. */
export const settleUnits = (line: LedgerLine, units: number): LedgerLine => ({
  ...line,
  toShip: Math.max(0, line.toShip - units),
});

/** Takes a promise back: the units wait again, at their old place (a fulfilment service refused them). */
export function withdrawUnits(line: LedgerLine, units: number): LedgerLine {
  const withdrawn = Math.min(units, outstandingUnits(line));
  return {
    ...line,
    promised: line.promised - withdrawn,
    toShip: Math.max(0, line.toShip - withdrawn),
    released: Math.max(0, line.released - withdrawn),
  };
}

/** Promises units that wait elsewhere the stock that lies here: they come, and the app ships them (R23). */
export const promiseComing = (line: LedgerLine, units: number): LedgerLine => ({
  ...line,
  promised: line.promised + units,
  toShip: line.toShip + units,
  released: line.released + units,
  coming: line.coming + units,
});

/** Takes back the promise for units that do not come (any more): they wait where they lie. */
export const withdrawComing = (line: LedgerLine, units: number): LedgerLine => ({
  ...withdrawUnits(line, units),
  coming: line.coming - units,
});
