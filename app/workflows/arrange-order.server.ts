import { randomUUID } from "node:crypto";
import type { PrismaClient } from "@prisma/client";
import { findLedger, lockPools, saveLines } from "~/db/back-order-repository.server";
import { intendShipment, nameShipment, type ShipmentPart } from "~/db/back-order-shipment-repository.server";
import { appendEvents, type CaseEvent } from "~/db/case-event-repository.server";
import { settleUnits } from "~/domain/back-order/ledger-line";
import type { ArrangementStep, PartOfOrder } from "~/domain/back-order/plan-arrangement";
import type { AdminClient } from "~/shopify/admin-client.server";
import type { WaitingOrderFacts } from "~/shopify/back-order-facts";
import { holdUnits, releaseHolds, splitUnits } from "~/shopify/operations/change-holds.server";
import { moveUnits } from "~/shopify/operations/move-units.server";
import { requestFulfillment, shipUnits } from "~/shopify/operations/ship-units.server";

export interface Arranging {
  db: PrismaClient;
  admin: AdminClient;
  shop: string;
  facts: WaitingOrderFacts;
  at: Date;
}

/** What staff read on the held card in Shopify. */
const HOLD_NOTE = "RMA Desk: waiting for stock, first come first served";
const REQUEST_MESSAGE = "RMA Desk: stock has arrived for a back-order";

/** Carries out one step at Shopify. Whoever repeats it has looked again first. */
export async function takeStep(arranging: Arranging, step: ArrangementStep): Promise<void> {
  const { db, admin } = arranging;
  switch (step.type) {
    case "hold":
      await holdUnits(admin, { id: step.part.fulfillmentOrderId, units: unitsOf(step.part), notes: HOLD_NOTE });
      return appendEvents(db, [eventOf(arranging, "units-held", [step.part])]);
    case "split":
      return splitUnits(admin, step.part.fulfillmentOrderId, unitsOf(step.part) ?? []);
    case "move":
      await moveUnits(admin, {
        id: step.part.fulfillmentOrderId,
        locationId: step.locationId,
        units: unitsOf(step.part),
      });
      return appendEvents(db, [eventOf(arranging, "units-moved", [step.part])]);
    case "release":
      await releaseHolds(admin, step.fulfillmentOrderId, step.holdIds);
      return appendEvents(db, [eventOf(arranging, "units-released", partsOn(arranging, step.fulfillmentOrderId))]);
    case "ship":
      return ship(arranging, step);
    case "request":
      for (const part of step.parts) {
        await requestFulfillment(
          admin,
          { fulfillmentOrderId: part.fulfillmentOrderId, units: allUnits(part) },
          REQUEST_MESSAGE,
        );
      }
      return appendEvents(db, [eventOf(arranging, "shipment-requested", step.parts)]);
    case "settle":
      return settle(arranging, step);
  }
}

const allUnits = ({ lines }: PartOfOrder) => lines.map(({ id, quantity }) => ({ id, quantity }));

/** Null for a whole fulfillment order: Shopify would split off nothing. */
const unitsOf = (part: PartOfOrder) => (part.whole ? null : allUnits(part));

const partsOn = ({ facts }: Arranging, id: string): PartOfOrder[] =>
  facts.fulfillmentOrders
    .filter((order) => order.id === id)
    .map(({ lines }) => ({
      fulfillmentOrderId: id,
      lines: lines.map((line) => ({ id: line.id, lineId: line.lineId, quantity: line.remaining })),
      whole: true,
    }));

/** The intent first, with what remains before: that is how the next look tells whether the call came through. */
async function ship(
  { db, admin, shop, facts, at }: Arranging,
  { locationId, parts }: Extract<ArrangementStep, { parts: unknown }>,
): Promise<void> {
  const id = randomUUID();
  const { orderId } = facts.order;
  await intendShipment(db, { shop, orderId, id, locationId, parts: toShipmentParts(facts, parts), at });
  const units = parts.map((part) => ({ fulfillmentOrderId: part.fulfillmentOrderId, units: allUnits(part) }));
  const fulfillmentId = await shipUnits(admin, units);
  await nameShipment(db, { shop, id, fulfillmentId });
}

function toShipmentParts({ fulfillmentOrders }: WaitingOrderFacts, parts: readonly PartOfOrder[]): ShipmentPart[] {
  const remaining = new Map(fulfillmentOrders.flatMap(({ lines }) => lines.map((line) => [line.id, line.remaining])));
  return parts.flatMap(({ fulfillmentOrderId, lines }) =>
    lines.map(({ id, lineId, quantity }) => ({
      fulfillmentOrderId,
      fulfillmentOrderLineId: id,
      lineId,
      units: quantity,
      remainingBefore: remaining.get(id) ?? 0,
    })),
  );
}

/** Nothing is left for the app to do with these units: the merchant or the service ships them. */
async function settle(
  { db, shop, facts }: Arranging,
  { locationId, units }: Extract<ArrangementStep, { units: unknown }>,
): Promise<void> {
  const { orderId } = facts.order;
  const pools = (await findLedger(db, shop, orderId)).filter((line) => line.locationId === locationId);
  await db.$transaction(async (tx) => {
    await lockPools(tx, shop, pools);
    const lines = (await findLedger(tx, shop, orderId)).filter((line) => line.locationId === locationId);
    const changes = lines
      .filter(({ lineId }) => units.has(lineId))
      .map((before) => ({ before, after: { ...before, ...settleUnits(before, units.get(before.lineId) ?? 0) } }));
    await saveLines(tx, { shop, order: facts.order, changes });
  });
}

function eventOf(
  { shop, facts, at }: Arranging,
  code: "units-held" | "units-moved" | "units-released" | "shipment-requested",
  parts: readonly PartOfOrder[],
): CaseEvent {
  const lines = parts
    .flatMap((part) => part.lines)
    .map(({ lineId, quantity }) => ({ sku: facts.titles.get(lineId)?.sku ?? null, units: quantity }));
  return { shop, subject: "order", subjectId: facts.order.orderId, code, by: "app", at, details: { moved: lines } };
}
