import type { PrismaClient } from "@prisma/client";
import {
  addPools,
  findLedger,
  isChanged,
  lockPools,
  recordPromises,
  saveLines,
  type ChangedLine,
  type PromiseEntry,
  type StoredLine,
} from "~/db/back-order-repository.server";
import {
  closeShipment,
  findIntendedShipments,
  type IntendedShipment,
} from "~/db/back-order-shipment-repository.server";
import { appendEvents, type CaseEvent } from "~/db/case-event-repository.server";
import type { Transaction } from "~/db.server";
import {
  followOrder,
  placeKey,
  reasonToSkip,
  wantedOf,
  type OrderRules,
  type QueuedLine,
} from "~/domain/back-order/follow-order";
import { outstandingUnits, settleUnits, waitingUnits } from "~/domain/back-order/ledger-line";
import type { PoolKey } from "~/domain/back-order/pool";
import { giveOutStockJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import type { WaitingOrderFacts } from "~/shopify/back-order-facts";
import { watchQueue } from "./watch-queue.server";

export interface FollowInput {
  shop: string;
  facts: WaitingOrderFacts;
  rules: OrderRules;
  at: Date;
  /** A cancellation that has come to its end, carried out or refused: its units leave the ledger or wait again. */
  cancelled?: { lineId: string; shares: ReadonlyMap<string, number>; isDone: boolean };
  /** Written in the same transaction. */
  also?: (tx: Transaction) => Promise<void>;
}

/** Pools in which the order wants stock that it did not want before: they are to be asked at once. */
export type NewDemand = PoolKey[];

/**
 * Brings the ledger to what Shopify shows of an order: under the lock of its pools, in one transaction with the history
 * and the work that follows from it. Looking twice changes nothing.
 */
export async function followLedger(db: PrismaClient, input: FollowInput): Promise<NewDemand> {
  const { shop, facts, at } = input;
  const { orderId } = facts.order;
  return db.$transaction(async (tx) => {
    await addPools(tx, shop, distinctPools(facts));
    const pools = [...(await findLedger(tx, shop, orderId)), ...facts.pools];
    await lockPools(tx, shop, pools);
    const before = await findLedger(tx, shop, orderId);
    const happened = await closeShipments(tx, input);
    const after = followOrder(
      before.map((line) => prepared(line, { input, happened })),
      facts,
      input.rules,
    );
    const changes = changesOf(before, after, input);
    await saveLines(tx, { shop, order: facts.order, changes });
    const entries = changes.flatMap((change) => promiseEntry(facts.order, change));
    await recordPromises(tx, { shop, entries, at });
    await appendEvents(tx, [
      ...changes.flatMap((change) => skipEvent({ shop, orderId, at }, change)),
      ...happened.flatMap((shipment) => shippedEvent({ shop, orderId, at }, { shipment, facts })),
    ]);
    // Stock that is free again is somebody else's; so is what arrived while a shipment still counted as promised. What
    // the order itself wants is asked for by the caller.
    const freed = changes.filter(isFreeing).map(({ after }) => after);
    await enqueue(
      tx,
      giveOutStockJob,
      freed.map(({ inventoryItemId, locationId }) => ({ shop, inventoryItemId, locationId })),
    );
    await watchQueue(tx, { shop, orderId, at }, changes);
    await input.also?.(tx);
    return changes
      .filter(isNewDemand)
      .map(({ after: { inventoryItemId, locationId } }) => ({ inventoryItemId, locationId }));
  });
}

const distinctPools = ({ pools }: WaitingOrderFacts) => [
  ...new Map(pools.map((pool) => [`${pool.inventoryItemId} ${pool.locationId}`, pool])).values(),
];

/** Our own acts that are known to have happened come off the ledger before Shopify's figures are followed. */
function prepared(
  line: StoredLine,
  { input, happened }: { input: FollowInput; happened: readonly IntendedShipment[] },
) {
  const shipped = happened
    .filter(({ locationId }) => locationId === line.locationId)
    .flatMap(({ parts }) => parts)
    .reduce((sum, part) => sum + (part.lineId === line.lineId ? part.units : 0), 0);
  return { ...line, ...settleUnits(line, shipped), cancelling: line.cancelling - cancelledOf(line, input) };
}

const cancelledOf = ({ lineId, locationId }: QueuedLine, { cancelled }: FollowInput): number =>
  cancelled?.lineId === lineId ? (cancelled.shares.get(locationId) ?? 0) : 0;

/** Which intended shipments left: less remains of their fulfillment orders than before. The others never came to be. */
async function closeShipments(tx: Transaction, { shop, facts, at }: FollowInput): Promise<IntendedShipment[]> {
  const intended = await findIntendedShipments(tx, shop, facts.order.orderId);
  const remaining = new Map(
    facts.fulfillmentOrders.flatMap((one) => one.lines.map((line) => [line.id, line.remaining] as const)),
  );
  const hasLeft = ({ parts }: IntendedShipment) =>
    parts.every((part) => (remaining.get(part.fulfillmentOrderLineId) ?? 0) < part.remainingBefore);
  for (const shipment of intended) {
    await closeShipment(tx, { shop, id: shipment.id, state: hasLeft(shipment) ? "done" : "void", at });
  }
  return intended.filter(hasLeft);
}

function changesOf(before: readonly StoredLine[], after: readonly QueuedLine[], input: FollowInput): ChangedLine[] {
  const known = new Map(before.map((line) => [placeKey(line), line]));
  return after.flatMap((line) => {
    const old = known.get(placeKey(line));
    const stored = withWords(line, old, input.facts);
    const cancelled = input.cancelled?.isDone === true ? cancelledOf(line, input) : 0;
    return isChanged(old, stored) ? [{ before: old ?? null, after: stored, cancelled }] : [];
  });
}

const NO_WORDS = { sku: null, title: "", pinReason: null, staffSkipReason: null };

/** A line as it is stored: with the name it has at Shopify, and what staff said of it. */
function withWords(line: QueuedLine, old: StoredLine | undefined, { titles }: WaitingOrderFacts): StoredLine {
  const { sku, title, pinReason, staffSkipReason } = { ...NO_WORDS, ...old, ...titles.get(line.lineId) };
  return { ...line, sku, title, pinReason, staffSkipReason };
}

const isFreeing = ({ before, after }: ChangedLine): boolean =>
  before !== null && outstandingUnits(after) < outstandingUnits(before);

const isNewDemand = ({ before, after }: ChangedLine): boolean =>
  after.asking > 0 || wantedOf(after) > (before === null ? 0 : wantedOf(before));

function promiseEntry(order: WaitingOrderFacts["order"], { before, after }: ChangedLine): PromiseEntry[] {
  const units = after.promised - (before?.promised ?? 0);
  if (units === 0) return [];
  const { inventoryItemId, locationId, lineId } = after;
  const why = units > 0 ? "left-without-promise" : whyTakenBack(after);
  return [{ inventoryItemId, locationId, lineId, orderId: order.orderId, orderName: order.orderName, units, why }];
}

/** Units that are gone were waiting ones first: where some wait on, none of the promised ones is gone. */
function whyTakenBack(line: StoredLine): PromiseEntry["why"] {
  if (line.skip === "refused-by-service") return line.skip;
  return line.skip !== null && waitingUnits(line) > 0 ? "passed-over" : "void";
}

interface Where {
  shop: string;
  orderId: string;
  at: Date;
}

/** A line that waits or waited, once stock was asked for. */
const isInQueue = ({ open, released, waitedAtOrder }: StoredLine): boolean => open > 0 && released + waitedAtOrder > 0;

/** Nobody is passed over without a reason on record (R24). */
export function skipEvent({ shop, orderId, at }: Where, { before, after }: ChangedLine): CaseEvent[] {
  if (!isInQueue(after)) return [];
  const was = before !== null && isInQueue(before) ? reasonToSkip(before) : null;
  const is = reasonToSkip(after);
  if (was === is) return [];
  const code = is === null ? "order-unskipped" : "order-skipped";
  const details = { moved: [{ sku: after.sku, units: waitingUnits(after) }], skip: is ?? was };
  return [{ shop, subject: "order", subjectId: orderId, code, by: "shopify", at, details }];
}

function shippedEvent(
  { shop, orderId, at }: Where,
  { shipment, facts }: { shipment: IntendedShipment; facts: WaitingOrderFacts },
): CaseEvent[] {
  const lines = shipment.parts.map(({ lineId, units }) => ({ sku: facts.titles.get(lineId)?.sku ?? null, units }));
  return [
    {
      shop,
      subject: "order",
      subjectId: orderId,
      code: "units-shipped",
      by: "app",
      at,
      details: { moved: lines, notified: false },
    },
  ];
}
