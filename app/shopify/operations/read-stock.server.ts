import { z } from "zod";
import type { StockQuantities } from "~/domain/back-order/free-stock";
import type { AdminClient } from "../admin-client.server";

const document = `#graphql
  query ReadStock($item: ID!, $location: ID!) {
    inventoryItem(id: $item) {
      inventoryLevel(locationId: $location) {
        quantities(names: ["on_hand", "reserved", "damaged", "quality_control", "safety_stock"]) { name quantity }
      }
    }
  }
`;

const schema = z.object({
  inventoryItem: z
    .object({
      inventoryLevel: z.object({ quantities: z.array(z.object({ name: z.string(), quantity: z.int() })) }).nullable(),
    })
    .nullable(),
});

/** What lies of an item at a location by Shopify's count; nothing where it is not stocked (any more). */
export async function readStock(admin: AdminClient, item: string, location: string): Promise<StockQuantities> {
  const variables = { item, location };
  const { inventoryItem } = await admin.run({ name: "ReadStock", document, variables, schema });
  const counts = new Map((inventoryItem?.inventoryLevel?.quantities ?? []).map((one) => [one.name, one.quantity]));
  const of = (name: string) => counts.get(name) ?? 0;
  return {
    onHand: of("on_hand"),
    reserved: of("reserved"),
    damaged: of("damaged"),
    qualityControl: of("quality_control"),
    safetyStock: of("safety_stock"),
  };
}
