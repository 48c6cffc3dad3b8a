import { createWriteStream, createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { once } from "node:events";

/** The two result files of a history, as Shopify writes them: a line an object, in no order. */
export interface HistoryFiles {
  orders: string;
  shipments: string;
  sizes: { orders: number; shipments: number };
}

const PRODUCTS = 500;

const productOf = (index: number) => ({
  id: `gid://shopify/Product/${1 + (index % PRODUCTS)}`,
  title: `Part ${index % PRODUCTS}`,
  status: "ACTIVE",
  onlineStoreUrl: `https://bench-parts.myshopify.com/products/part-${index % PRODUCTS}`,
  productType: index % 7 === 0 ? "Gauges" : "Transmission",
  vendor: "Koso",
  tags: index % 7 === 0 ? ["electronic", "scooter"] : ["scooter", "performance"],
  category: { id: "gid://shopify/TaxonomyCategory/vp-1-2", ancestorIds: ["gid://shopify/TaxonomyCategory/vp-1"] },
  nonReturnable: null,
});

const money = (cents: number) => ({ presentmentMoney: { amount: (cents / 100).toFixed(2), currencyCode: "CAD" } });
const orderId = (order: number) => `gid://shopify/Order/${100_000_000 + order}`;
const lineId = (order: number, line: number) => `gid://shopify/LineItem/${(100_000_000 + order) * 10 + line}`;
const dayOf = (order: number) => new Date(Date.UTC(2024, 0, 1) + (order % 700) * 86_400_000).toISOString();

/** Two lines, or three: two and a half an order. */
const linesOf = (order: number): number => 2 + (order % 2);
const isShipped = (order: number): boolean => order % 50 !== 0;

const anOrder = (order: number) => ({
  id: orderId(order),
  name: `#${order}`,
  createdAt: dayOf(order),
  processedAt: dayOf(order),
  updatedAt: dayOf(order),
  cancelledAt: null,
  sourceName: order % 3 === 0 ? "pos" : "web",
  customerLocale: order % 4 === 0 ? "fr-CA" : "en-CA",
  tags: [],
  taxesIncluded: false,
  presentmentCurrencyCode: "CAD",
  displayFulfillmentStatus: isShipped(order) ? "FULFILLED" : "UNFULFILLED",
  shippingAddress: { countryCodeV2: order % 11 === 0 ? "JP" : "CA", provinceCode: order % 11 === 0 ? null : "QC" },
  billingAddress: { countryCodeV2: "CA", provinceCode: "QC" },
  retailLocation: null,
  customer: { id: `gid://shopify/Customer/${order % 5_000}` },
  purchasingEntity: null,
  flags: null,
});

const aLine = (order: number, line: number) => ({
  id: lineId(order, line),
  sku: `P-${(order + line) % PRODUCTS}`,
  title: `Part ${(order + line) % PRODUCTS}`,
  variantTitle: null,
  vendor: "Koso",
  quantity: 1 + (order % 3),
  unfulfilledQuantity: isShipped(order) ? 0 : 1 + (order % 3),
  refundableQuantity: order % 20 === 0 ? order % 3 : 1 + (order % 3),
  isGiftCard: false,
  requiresShipping: true,
  originalUnitPriceSet: money(1_000 + ((order * 7_919 + line) % 90_000)),
  discountAllocations: order % 5 === 0 ? [{ allocatedAmountSet: money(100) }] : [],
  taxLines: [{ priceSet: money(150) }],
  lineItemGroup: null,
  variant: { id: `gid://shopify/ProductVariant/${(order + line) % PRODUCTS}` },
  product: productOf(order + line),
  __parentId: orderId(order),
});

/** Lines of the file of orders; each order's own line comes far behind those of its parts. */
function* orderLines(orders: number): Generator<object> {
  const FAR = 1_000;
  for (let order = 0; order < orders + FAR; order += 1) {
    if (order < orders) for (let line = 0; line < linesOf(order); line += 1) yield aLine(order, line);
    if (order >= FAR) yield anOrder(order - FAR);
  }
}

function* shipmentLines(orders: number): Generator<object> {
  for (let order = 0; order < orders; order += 1) {
    if (!isShipped(order)) continue;
    const [fulfillmentOrder, fulfillment] = ["FulfillmentOrder", "Fulfillment"].map(
      (type) => `gid://shopify/${type}/${order}`,
    );
    for (let line = 0; line < linesOf(order); line += 1) {
      const id = `gid://shopify/FulfillmentLineItem/${order * 10 + line}`;
      yield { id, quantity: 1 + (order % 3), lineItem: { id: lineId(order, line) }, __parentId: fulfillment };
    }
    const own = { status: "SUCCESS", createdAt: dayOf(order), order: { id: orderId(order) } };
    yield { id: fulfillment, ...own, __parentId: fulfillmentOrder };
    yield { id: fulfillmentOrder };
  }
}

async function writeLines(path: string, lines: Iterable<object>): Promise<number> {
  const file = createWriteStream(path);
  let text = "";
  for (const line of lines) {
    text += `${JSON.stringify(line)}\n`;
    if (text.length < 1_000_000) continue;
    if (!file.write(text)) await once(file, "drain");
    text = "";
  }
  file.end(text);
  await once(file, "finish");
  return (await stat(path)).size;
}

/** Writes the result files of a history of that many orders. */
export async function writeHistory(directory: string, orders: number): Promise<HistoryFiles> {
  const paths = { orders: join(directory, `orders-${orders}`), shipments: join(directory, `shipments-${orders}`) };
  const sizes = {
    orders: await writeLines(paths.orders, orderLines(orders)),
    shipments: await writeLines(paths.shipments, shipmentLines(orders)),
  };
  return { ...paths, sizes };
}

/** Serves files by their names under a result file's address, from a byte on when asked. */
export async function serveFiles(directory: string): Promise<{ origin: string; close(): void }> {
  const server = createServer((request, response) => {
    const name = request.url?.split("/").at(-1) ?? "";
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    response.writeHead(start > 0 ? 206 : 200, { "content-type": "application/jsonl" });
    createReadStream(join(directory, name), { start, highWaterMark: 256 * 1024 }).pipe(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // Listening on a port.
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** The address by which the app asks for such a file; the preload sends it to the server above. */
export const fileUrl = (path: string): string => `https://storage.googleapis.com/${path.split("/").at(-1)}`;
