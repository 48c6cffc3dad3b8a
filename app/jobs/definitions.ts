import { z } from "zod";
import { defineJob } from "./job";

const shop = z.string().min(1);

/** Shops are worked on side by side. A queue that hands out single jobs would take one of them a second and no more. */
const WHOLE_SHOP = { batchSize: 5, concurrency: 1 } as const;

/** Stored deliveries wait to be handled. The queue of the inbox: one job for what one commit stored (R40). */
export const handleWebhookJob = defineJob({
  name: "handle-webhook",
  payload: z.object({ deliveryIds: z.array(z.string()).min(1) }),
  settings: { batchSize: 20, concurrency: 2 },
});

/** Reads an order and judges it anew (reconciliation, a preview that found no snapshot). */
export const judgeOrderJob = defineJob({
  name: "judge-order",
  payload: z.object({ shop, orderId: z.string() }),
  settings: { batchSize: 50, concurrency: 2 },
});

/** Shopify's copy of an order's flags (metafield and tags) differs from what was decided. */
export const writeOrderFlagsJob = defineJob({
  name: "write-order-flags",
  payload: z.object({ shop, orderId: z.string() }),
  settings: { batchSize: 100, concurrency: 2 },
});

/** A product changed: classify it, log its listing, tell the storefront. */
export const readProductJob = defineJob({
  name: "read-product",
  payload: z.object({ shop, productId: z.string() }),
  settings: { batchSize: 50, concurrency: 1 },
});

/** A person marked products as returnable or not: write it to their metafields. */
export const markProductsJob = defineJob({
  name: "mark-products",
  payload: z.object({ shop, batchId: z.string() }),
  settings: WHOLE_SHOP,
});

/** Reads the whole catalogue, or what of it changed since an instant: at install and when the classes' rules change. */
export const readCatalogueJob = defineJob({
  name: "read-catalogue",
  payload: z.object({ shop, since: z.iso.datetime().nullable() }),
  settings: WHOLE_SHOP,
});

/** Walks what changed at Shopify since the cursor and finds what no webhook told (R40). */
export const reconcileShopJob = defineJob({
  name: "reconcile-shop",
  payload: z.object({ shop }),
  settings: WHOLE_SHOP,
});

/** Renews the offline token long before its refresh token dies, so that a quiet shop stays reachable. */
export const renewTokenJob = defineJob({
  name: "renew-token",
  payload: z.object({ shop }),
  settings: WHOLE_SHOP,
});

/** Somebody is promised a mail: write and send it. */
export const sendMailJob = defineJob({
  name: "send-mail",
  payload: z.object({ shop, mailId: z.uuid() }),
  settings: { batchSize: 5, concurrency: 2 },
});

/** A case changed: Shopify's return must say so (R13). */
export const mirrorRmaJob = defineJob({
  name: "mirror-rma",
  payload: z.object({ shop, rmaId: z.string() }),
  settings: { batchSize: 10, concurrency: 2 },
});

/** The validity of a case is over (R11). */
export const expireRmaJob = defineJob({
  name: "expire-rma",
  payload: z.object({ shop, rmaId: z.string() }),
  settings: { batchSize: 20, concurrency: 1 },
});

/** Nobody followed a claim up for the days of the setting. */
export const abandonClaimJob = defineJob({
  name: "abandon-claim",
  payload: z.object({ shop, rmaId: z.string() }),
  settings: { batchSize: 20, concurrency: 1 },
});

/** Half of the time that a claim waits for its owner is over. */
export const remindClaimJob = defineJob({
  name: "remind-claim",
  payload: z.object({ shop, rmaId: z.string() }),
  settings: { batchSize: 20, concurrency: 1 },
});

/** Units of an order may have waited so long that its customer is told (setting `backorder.delayNotice`). */
export const noticeDelayJob = defineJob({
  name: "notice-delay",
  payload: z.object({ shop, orderId: z.string() }),
  settings: { batchSize: 20, concurrency: 1 },
});

/** Units of a claim are to be replaced (R33). */
export const replaceUnitsJob = defineJob({
  name: "replace-units",
  payload: z.object({ shop, rmaId: z.string() }),
  settings: { batchSize: 10, concurrency: 1 },
});

/** Somebody asked for the accepted units of a case to be paid (R19). */
export const payRefundJob = defineJob({
  name: "pay-refund",
  payload: z.object({ shop, rmaId: z.string(), by: z.string() }),
  settings: { batchSize: 10, concurrency: 2 },
});

/** An order that waits, or might: its place in the queue, its holds and its shipments (R22, R25). */
export const tendOrderJob = defineJob({
  name: "tend-order",
  payload: z.object({ shop, orderId: z.string() }),
  settings: { batchSize: 10, concurrency: 2 },
});

/** Stock of an item moved at a location, or is wanted there: give out what is free (R23). */
export const giveOutStockJob = defineJob({
  name: "give-out-stock",
  payload: z.object({ shop, inventoryItemId: z.string(), locationId: z.string() }),
  settings: { batchSize: 100, concurrency: 1 },
});

/** A day is over: its figures are counted once, for the trends. */
export const countDaysJob = defineJob({
  name: "count-days",
  payload: z.object({ shop }),
  settings: WHOLE_SHOP,
});

/** Somebody refunded: compare it with the policy (R21). */
export const watchRefundJob = defineJob({
  name: "watch-refund",
  payload: z.object({ shop, refundId: z.string(), userId: z.string().nullable() }),
  settings: { batchSize: 10, concurrency: 2 },
});

/** Something happened to a return at Shopify, ours or somebody else's (R13). */
export const watchReturnJob = defineJob({
  name: "watch-return",
  payload: z.object({ shop, returnId: z.string() }),
  settings: { batchSize: 10, concurrency: 2 },
});

/** A breach opened: Shopify Flow is to be told, for the workflows that begin with it. */
export const tellFlowJob = defineJob({
  name: "tell-flow",
  payload: z.object({ shop, breachId: z.uuid() }),
  settings: { batchSize: 10, concurrency: 1 },
});

/** A day is over: those whom the policy names are told of its breaches (R21). */
export const digestBreachesJob = defineJob({
  name: "digest-breaches",
  payload: z.object({ shop }),
  settings: WHOLE_SHOP,
});

/** Staff claim a difference from the customer: invoice it (R21). */
export const sendInvoiceJob = defineJob({
  name: "send-invoice",
  payload: z.object({ shop, evidenceId: z.string() }),
  settings: { batchSize: 5, concurrency: 1 },
});

/** An order has refunds or returns: find those that no webhook told of (R40). */
export const watchOrderJob = defineJob({
  name: "watch-order",
  payload: z.object({ shop, orderId: z.string() }),
  settings: { batchSize: 10, concurrency: 1 },
});

/** Waiting units were cancelled: carry it out at Shopify (R26). */
export const carryOutCancellationJob = defineJob({
  name: "carry-out-cancellation",
  payload: z.object({ shop, id: z.string() }),
  settings: { batchSize: 5, concurrency: 1 },
});

/** The history of a shop is to be read: go on with it from where it is (R1). */
export const runBackfillJob = defineJob({
  name: "run-backfill",
  payload: z.object({ shop, id: z.string() }),
  settings: WHOLE_SHOP,
});

/** A draft policy is to be replayed over the stored history. */
export const dryRunJob = defineJob({
  name: "dry-run",
  payload: z.object({ shop, id: z.uuid() }),
  settings: WHOLE_SHOP,
});

export const JOBS = [
  handleWebhookJob,
  judgeOrderJob,
  writeOrderFlagsJob,
  readProductJob,
  markProductsJob,
  readCatalogueJob,
  reconcileShopJob,
  renewTokenJob,
  countDaysJob,
  sendMailJob,
  mirrorRmaJob,
  expireRmaJob,
  abandonClaimJob,
  remindClaimJob,
  noticeDelayJob,
  replaceUnitsJob,
  payRefundJob,
  tendOrderJob,
  giveOutStockJob,
  watchRefundJob,
  watchReturnJob,
  watchOrderJob,
  tellFlowJob,
  digestBreachesJob,
  sendInvoiceJob,
  carryOutCancellationJob,
  runBackfillJob,
  dryRunJob,
] as const;
