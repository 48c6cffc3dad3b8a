import { z } from "zod";
import type { Db } from "~/db.server";

/** Units of one fulfillment order line that a shipment is to take, and what remained there before. */
const shipmentPart = z.object({
  fulfillmentOrderId: z.string(),
  fulfillmentOrderLineId: z.string(),
  lineId: z.string(),
  units: z.int(),
  remainingBefore: z.int(),
});
export type ShipmentPart = z.output<typeof shipmentPart>;

export interface IntendedShipment {
  id: string;
  locationId: string;
  parts: ShipmentPart[];
}

/** Writes down what is about to be shipped, before Shopify is asked. */
export async function intendShipment(
  db: Db,
  { shop, orderId, at, ...shipment }: IntendedShipment & { shop: string; orderId: string; at: Date },
): Promise<void> {
  await db.backorderShipment.create({ data: { shop, orderId, intendedAt: at, state: "intended", ...shipment } });
}

/** Shipments of an order that were intended and of which nobody knows yet whether they happened. */
export async function findIntendedShipments(db: Db, shop: string, orderId: string): Promise<IntendedShipment[]> {
  const rows = await db.backorderShipment.findMany({
    where: { shop, orderId, state: "intended" },
    orderBy: { intendedAt: "asc" },
  });
  return rows.map(({ id, locationId, parts }) => ({ id, locationId, parts: z.array(shipmentPart).parse(parts) }));
}

/** Says what became of an intended shipment. */
export async function closeShipment(
  db: Db,
  { shop, id, state, at }: { shop: string; id: string; state: "done" | "void"; at: Date },
): Promise<void> {
  await db.backorderShipment.updateMany({ where: { shop, id, state: "intended" }, data: { state, doneAt: at } });
}

/** Remembers which fulfillment a shipment became. */
export async function nameShipment(
  db: Db,
  { shop, id, fulfillmentId }: { shop: string; id: string; fulfillmentId: string | null },
): Promise<void> {
  await db.backorderShipment.updateMany({ where: { shop, id }, data: { fulfillmentId } });
}
