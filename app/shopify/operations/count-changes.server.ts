import { z } from "zod";
import type { AdminClient } from "../admin-client.server";

// A limit of null asks for the whole number, however large.
const ordersDocument = `#graphql
  query CountChangedOrders($query: String!) { ordersCount(query: $query, limit: null) { count precision } }
`;

const productsDocument = `#graphql
  query CountProducts($query: String) { productsCount(query: $query, limit: null) { count precision } }
`;

const count = z.object({ count: z.int(), precision: z.enum(["EXACT", "AT_LEAST"]) }).nullable();

const whole = (answer: z.output<typeof count>): number | null =>
  answer !== null && answer.precision === "EXACT" ? answer.count : null;

/** How many orders changed at or after an instant; null when Shopify does not say exactly. */
export async function countChangedOrders(admin: AdminClient, since: Date): Promise<number | null> {
  const variables = { query: `updated_at:>='${since.toISOString()}' status:any` };
  const schema = z.object({ ordersCount: count });
  const answer = await admin.run({ name: "CountChangedOrders", document: ordersDocument, variables, schema });
  return whole(answer.ordersCount);
}

/** How many products there are, or changed since an instant; null when Shopify does not say exactly. */
export async function countProducts(admin: AdminClient, since: Date | null): Promise<number | null> {
  const variables = { query: since === null ? null : `updated_at:>='${since.toISOString()}'` };
  const schema = z.object({ productsCount: count });
  const answer = await admin.run({ name: "CountProducts", document: productsDocument, variables, schema });
  return whole(answer.productsCount);
}
