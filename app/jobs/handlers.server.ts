import type { Handler } from "./handler.server";
import { abandonClaimHandler } from "./handlers/abandon-claim.server";
import { carryOutCancellationHandler } from "./handlers/carry-out-cancellation.server";
import { digestBreachesHandler } from "./handlers/digest-breaches.server";
import { dryRunHandler } from "./handlers/dry-run.server";
import { expireRmaHandler } from "./handlers/expire-rma.server";
import { countDaysHandler } from "./handlers/count-days.server";
import { handleWebhookHandler } from "./handlers/handle-webhook.server";
import { giveOutStockHandler } from "./handlers/give-out-stock.server";
import { judgeOrderHandler } from "./handlers/judge-order.server";
import { mirrorRmaHandler } from "./handlers/mirror-rma.server";
import { noticeDelayHandler } from "./handlers/notice-delay.server";
import { payRefundHandler } from "./handlers/pay-refund.server";
import { markProductsHandler } from "./handlers/mark-products.server";
import { readCatalogueHandler } from "./handlers/read-catalogue.server";
import { readProductHandler } from "./handlers/read-product.server";
import { reconcileShopHandler } from "./handlers/reconcile-shop.server";
import { remindClaimHandler } from "./handlers/remind-claim.server";
import { renewTokenHandler } from "./handlers/renew-token.server";
import { replaceUnitsHandler } from "./handlers/replace-units.server";
import { runBackfillHandler } from "./handlers/run-backfill.server";
import { sendInvoiceHandler } from "./handlers/send-invoice.server";
import { sendMailHandler } from "./handlers/send-mail.server";
import { tendOrderHandler } from "./handlers/tend-order.server";
import { tellFlowHandler } from "./handlers/tell-flow.server";
import { watchOrderHandler } from "./handlers/watch-order.server";
import { watchReturnHandler } from "./handlers/watch-return.server";
import { watchRefundHandler } from "./handlers/watch-refund.server";
import { writeOrderFlagsHandler } from "./handlers/write-order-flags.server";

/** Every queue has its handler here. */
export const handlers: readonly Handler[] = [
  handleWebhookHandler,
  judgeOrderHandler,
  writeOrderFlagsHandler,
  readProductHandler,
  markProductsHandler,
  readCatalogueHandler,
  reconcileShopHandler,
  renewTokenHandler,
  countDaysHandler,
  sendMailHandler,
  mirrorRmaHandler,
  expireRmaHandler,
  abandonClaimHandler,
  remindClaimHandler,
  noticeDelayHandler,
  replaceUnitsHandler,
  payRefundHandler,
  tendOrderHandler,
  giveOutStockHandler,
  watchRefundHandler,
  watchReturnHandler,
  watchOrderHandler,
  tellFlowHandler,
  digestBreachesHandler,
  sendInvoiceHandler,
  carryOutCancellationHandler,
  runBackfillHandler,
  dryRunHandler,
];
