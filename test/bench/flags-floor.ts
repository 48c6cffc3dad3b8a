// The floor: each order that a webhook names is read and its metafield set at once, by the same two calls of the same
// client, with nothing in between: no signature, no inbox, no queue, no judging, nothing stored.
// `node flags-floor.ts '<FloorPlan as JSON>'`
import { createServer } from "node:http";
import { z } from "zod";
import { API_VERSION } from "~/shopify/api-version";
import { createAdminClient } from "~/shopify/admin-client.server";
import { readOrders } from "~/shopify/operations/read-orders.server";
import { setMetafields } from "~/shopify/operations/set-metafields.server";

const plan = z.object({ port: z.number(), shop: z.string(), accessToken: z.string(), value: z.string() });
const { port, shop, accessToken, value } = plan.parse(JSON.parse(process.argv[2] ?? "{}"));

/** As many in a call, and as many calls at a time, as the app itself allows itself. */
const ORDERS_PER_CALL = 5;
const CALLS_AT_ONCE = 8;

const order = z.object({ admin_graphql_api_id: z.string() });
const admin = createAdminClient({ shop, accessToken, apiVersion: API_VERSION, priority: "person" });
const waiting: string[] = [];
let running = 0;

async function flag(ids: readonly string[]): Promise<void> {
  await readOrders(admin, ids, { withCollections: false });
  await setMetafields(
    admin,
    ids.map((ownerId) => ({ ownerId, key: "policy", type: "json", value, compareDigest: null })),
  );
}

function pump(): void {
  while (running < CALLS_AT_ONCE && waiting.length > 0) {
    running += 1;
    void flag(waiting.splice(0, ORDERS_PER_CALL)).finally(() => {
      running -= 1;
      pump();
    });
  }
}

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    response.end();
    if (request.headers["x-shopify-topic"] !== "orders/create") return;
    waiting.push(order.parse(JSON.parse(Buffer.concat(chunks).toString())).admin_graphql_api_id);
    pump();
  });
}).listen(port, "127.0.0.1", () => process.send?.({ result: null }));
process.once("disconnect", () => process.exit());
