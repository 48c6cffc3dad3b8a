import { z } from "zod";
import type { StockQuantities } from "~/domain/back-order/free-stock";
import type { AdminClient } from "../admin-client.server";
import { gid, pageInfo } from "../scalars";
import { QUANTITY_NAMES, quantities, stockOf } from "./read-stock.server";

const document = `#graphql
  query ReadStockLevels($item: ID!, $after: String) {
    inventoryItem(id: $item) {
      inventoryLevels(first: 20, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          isActive
          location { id name isActive fulfillsOnlineOrders isFulfillmentService }
          quantities(names: [${QUANTITY_NAMES}, "available"]) { name quantity }
        }
      }
    }
  }
`;

const level = z.object({
  isActive: z.boolean(),
  location: z.object({
    id: gid("Location"),
    name: z.string(),
    isActive: z.boolean(),
    fulfillsOnlineOrders: z.boolean(),
    isFulfillmentService: z.boolean(),
  }),
  quantities,
});

const schema = z.object({
  inventoryItem: z.object({ inventoryLevels: z.object({ pageInfo, nodes: z.array(level) }) }).nullable(),
});

/** What lies of an item at one of its locations. */
export interface StockLevel {
  locationId: string;
  locationName: string;
  isService: boolean;
  stock: StockQuantities;
  /** Shopify's count less everything that any order asks for; below zero when oversold. */
  available: number;
}

/** What lies of an item at the locations that ship online orders; those that are closed to it are left out. */
export async function readStockLevels(admin: AdminClient, item: string): Promise<StockLevel[]> {
  const levels: z.output<typeof level>[] = [];
  for (let after: string | null = null; ;) {
    const variables = { item, after };
    const answer: z.output<typeof schema> = await admin.run({ name: "ReadStockLevels", document, variables, schema });
    const page = answer.inventoryItem?.inventoryLevels;
    levels.push(...(page?.nodes ?? []));
    if (page?.pageInfo.hasNextPage !== true) break;
    after = page.pageInfo.endCursor;
  }
  return levels
    .filter(({ isActive, location }) => isActive && location.isActive && location.fulfillsOnlineOrders)
    .map(({ location, quantities: counts }) => ({
      locationId: location.id,
      locationName: location.name,
      isService: location.isFulfillmentService,
      stock: stockOf(counts),
      available: counts.find(({ name }) => name === "available")?.quantity ?? 0,
    }));
}
