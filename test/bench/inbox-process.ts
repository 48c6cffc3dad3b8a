// The web process without its pages: the same front, inbox and limits, in a process that can be measured and killed.
import { config } from "~/config.server";
import { createWebhookInbox } from "~/db/webhook-inbox.server";
import { createDeliveryStore } from "~/db/webhook-inbox-store.server";
import { createFront, listen } from "~/server/http.server";
import { createInboxHandler } from "~/server/inbox.server";
import { createMetrics } from "~/server/metrics.server";

const metrics = createMetrics(async () => []);
const inbox = createWebhookInbox({
  store: createDeliveryStore({ url: config.DATABASE_URL, connections: 3, limitMs: 2_000 }),
  lanes: Number(process.env["LANES"] ?? 2),
  answerWithinMs: 800,
  onBatch: metrics.batch,
  onFailure: () => undefined,
});
const front = createFront({
  inbox: createInboxHandler({ inbox, secrets: [config.SHOPIFY_API_SECRET], metrics }),
  isReady: () => inbox.canStore(),
  metrics,
  pages: (_request, response) => void response.writeHead(404).end(),
});
await listen(front.server, config.PORT);
console.log("ready");
