import { z } from "zod";
import type { StockQuantities } from "~/domain/back-order/free-stock";
import type { AdminClient } from "../admin-client.server";

/** Shopify's names for what the queue counts with (R22), as a document has them. */
export const QUANTITY_NAMES = `"on_hand", "reserved", "damaged", "quality_control", "safety_stock"`;

const document = `#graphql
  query ReadStock($item: ID!, $location: ID!) {
    inventoryItem(id: $item) {
      inventoryLevel(locationId: $location) { quantities(names: [${QUANTITY_NAMES}]) { name quantity } }
    }
  }
`;

export const quantities = z.array(z.object({ name: z.string(), quantity: z.int() }));

const schema = z.object({
  inventoryItem: z.object({ inventoryLevel: z.object({ quantities }).nullable() }).nullable(),
});

/** What lies of an item at a location by Shopify's count; nothing where it is not stocked (any more). */
export async function readStock(admin: AdminClient, item: string, location: string): Promise<StockQuantities> {
  const variables = { item, location };
  const { inventoryItem } = await admin.run({ name: "ReadStock", document, variables, schema });
  return stockOf(inventoryItem?.inventoryLevel?.quantities ?? []);
}

/** A level's quantities by name; what Shopify does not name is none. */
export function stockOf(level: z.output<typeof quantities>): StockQuantities {
  const counts = new Map(level.map(({ name, quantity }) => [name, quantity]));
  const of = (name: string) => counts.get(name) ?? 0;
  return {
    onHand: of("on_hand"),
    reserved: of("reserved"),
    damaged: of("damaged"),
    qualityControl: of("quality_control"),
    safetyStock: of("safety_stock"),
  };
}
