// A process of its own: the shops of the benchmarks, told over IPC what to do (`StoreCommand`). Webhooks of
// the orders that it places are handed over, for the bench to send at its pace; what the app's own writes cause is sent
// at once, as Shopify does.
import { z } from "zod";
import { API_KEY, API_SECRET } from "../kit/app.ts";
import { staffSurface } from "../scenario/surfaces/staff.ts";
import { serveStores } from "../store/serve.ts";
import { createStore } from "../store/store.ts";
import type { LocalStore } from "../store/types.ts";
import {
  storeCommand,
  storePlan,
  type HeldWebhook,
  type ShopPlan,
  type SoldLine,
  type StoreReport,
} from "./flags-messages.ts";
import { machineMs } from "./statistics.ts";

const { shops } = storePlan.parse(JSON.parse(process.argv[2] ?? "{}"));

const PRODUCTS = 24;
/** One product in so many is electronic: its orders get a tag. */
const ELECTRONIC_EVERY = 12;
const MOST_LINES = 4;

interface BenchShop {
  store: LocalStore;
  plan: ShopPlan;
  /** Collects the webhooks of a topic instead of sending any, while it is set. */
  held: { topic: string; webhooks: HeldWebhook[] } | null;
  placed: number;
  report: StoreReport;
}

const emptyReport = (): StoreReport => ({ storedAt: {}, ordersRead: 0, documents: {} });

const subjectOf = z.object({ admin_graphql_api_id: z.string() });

function open(plan: ShopPlan): BenchShop {
  const shop: BenchShop = {
    plan,
    held: null,
    placed: 0,
    report: emptyReport(),
    store: createStore({
      shop: plan.shop,
      plan: plan.plan,
      clock: () => new Date(),
      apiKey: API_KEY,
      apiSecret: API_SECRET,
      appUrl: plan.appUrl,
      send: (request) => (shop.held === null ? fetch(request) : hold(shop.held, request)),
    }),
  };
  for (let index = 0; index < PRODUCTS; index += 1) {
    shop.store.createProduct({
      sku: skuOf(index),
      title: `Variator kit ${index}`,
      price: `${10 + index}.99`,
      type: "Transmission",
      tags: index % ELECTRONIC_EVERY === 0 ? ["electronic"] : [],
      category: "vp-1-4-19",
      stock: 10_000_000,
    });
  }
  shop.store.afterEachCall(({ document, cost, status }) => {
    const seen = (shop.report.documents[document ?? ""] ??= { calls: 0, points: 0, throttled: 0 });
    seen.calls += 1;
    seen.points += cost ?? 0;
    if (status === "throttled") seen.throttled += 1;
  });
  return shop;
}

const skuOf = (index: number): string => `KN-${index}`;

async function hold({ topic, webhooks }: NonNullable<BenchShop["held"]>, request: Request): Promise<Response> {
  const body = await request.text();
  if (request.headers.get("x-shopify-topic") === topic) {
    const subjectId = subjectOf.parse(JSON.parse(body)).admin_graphql_api_id;
    webhooks.push({ subjectId, body, headers: Object.fromEntries(request.headers) });
  }
  return new Response();
}

const graphQLBody = z.object({
  variables: z
    .object({
      ids: z.array(z.string()).optional(),
      metafields: z.array(z.object({ ownerId: z.string() })).optional(),
    })
    .optional(),
});

/** Notes which orders a call reads, and when the policy metafield of an order is there for the first time. */
async function watched(shop: BenchShop, request: Request): Promise<Response> {
  if (!request.url.endsWith("/graphql.json")) return shop.store.handle(request);
  const { url, method, headers } = request;
  const body = await request.text();
  const response = await shop.store.handle(new Request(url, { method, headers, body }));
  const at = machineMs();
  const { ids = [], metafields = [] } = graphQLBody.parse(JSON.parse(body)).variables ?? {};
  shop.report.ordersRead += ids.filter((id) => id.startsWith("gid://shopify/Order/")).length;
  for (const { ownerId } of metafields) {
    if (shop.store.metafield(ownerId, "$app", "policy")) shop.report.storedAt[ownerId] ??= at;
  }
  return response;
}

const place = (shop: BenchShop, count: number): Promise<HeldWebhook[]> =>
  holding(shop, "orders/create", () => placeOrders(shop, count));

/** What the shop would tell of what is done meanwhile, on one topic; nothing of it is sent. */
async function holding(shop: BenchShop, topic: string, act: () => void): Promise<HeldWebhook[]> {
  const webhooks: HeldWebhook[] = [];
  shop.held = { topic, webhooks };
  act();
  await shop.store.webhooks.idle();
  shop.held = null;
  return webhooks;
}

function placeOrders(shop: BenchShop, count: number): void {
  for (let index = 0; index < count; index += 1) {
    shop.placed += 1;
    const seed = shop.placed;
    const lines = Array.from({ length: 1 + (seed % MOST_LINES) }, (_, line) => ({
      sku: skuOf((seed * 7 + line) % PRODUCTS),
      quantity: 1 + (line % 2),
    }));
    shop.store.placeOrder({ name: `#${seed}`, shipTo: { country: "CA", province: "QC" }, lines });
  }
}

const refund = (shop: BenchShop, orderIds: readonly string[]): Promise<HeldWebhook[]> =>
  holding(shop, "refunds/create", () => {
    for (const orderId of orderIds) {
      const sku = shop.store.order(orderId).lines[0]?.sku ?? "";
      shop.store.refundInAdmin(orderId, { lines: [{ sku, quantity: 1 }] });
    }
  });

async function sell(shop: BenchShop, count: number): Promise<SoldLine[]> {
  const shipTo = { country: "CA", province: "QC" };
  const sold: SoldLine[] = [];
  for (let index = 0; index < count; index += 1) {
    shop.placed += 1;
    const name = `#${shop.placed}`;
    const customer = `Shopper ${shop.placed}`;
    // The first product of the dozen is electronic.
    const lines = [1, 2, 3].map((line) => ({ sku: skuOf(line + (shop.placed % 8)), quantity: line }));
    const orderId = shop.store.placeOrder({ name, customer, shipTo, lines });
    shop.store.fulfil(name);
    const lineId = shop.store.order(name).lines[0]?.id ?? "";
    sold.push({ customerId: shop.store.customerId(customer), orderId, lineId });
  }
  await shop.store.webhooks.idle();
  return sold;
}

async function carryOut(shop: BenchShop, command: z.output<typeof storeCommand>): Promise<unknown> {
  switch (command.do) {
    case "install":
      return staffSurface(shop.plan.appUrl, shop.store).open();
    case "token":
      return shop.store.mintAccessToken();
    case "place":
      shop.report = emptyReport();
      return place(shop, command.count);
    case "sell":
      return sell(shop, command.count);
    case "refund":
      return refund(shop, command.orderIds);
    case "progress":
      return Object.keys(shop.report.storedAt).length;
    case "report":
      await shop.store.webhooks.idle();
      return shop.report;
  }
}

const opened = new Map(shops.map((plan) => [plan.shop, open(plan)]));
const server = await serveStores(
  [...opened.values()].map((shop) => ({ ...shop.store, handle: (request: Request) => watched(shop, request) })),
);
process.on("message", (message) => {
  const command = storeCommand.parse(message);
  const shop = opened.get(command.shop);
  if (!shop) throw new Error(`There is no shop ${command.shop}.`);
  void carryOut(shop, command).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.once("disconnect", () => process.exit());
process.send?.({ result: server.origin });
