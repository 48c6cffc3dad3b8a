import { db } from "~/db.server";
import { findOrder } from "~/db/order-repository.server";
import { findRma } from "~/db/rma-repository.server";
import { formatAmount } from "~/domain/money";
import { agreeWithShopify, type ShopifyFigures } from "~/domain/refund/agree-with-shopify";
import { worksheetsOf, type Worksheet } from "~/domain/refund/worksheet";
import { err, ok, type Result } from "~/domain/result";
import { Fault } from "~/errors";
import { logger } from "~/logger.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { readReturnOutcome } from "~/shopify/operations/read-return-outcome.server";
import { figuresOf, orderMoney, shippingAmount } from "./refund-figures.server";
import { tendersOf } from "./tenders";
import { forWorkingShop } from "./working-shop.server";

/** What pressing "refund" would do with the accepted units of one return; amounts as decimal strings. */
export interface RefundPreview {
  returnId: string;
  currency: string;
  units: number;
  paidShare: string;
  fee: string;
  tax: string;
  shipping: string;
  ours: string;
  suggested: string;
  difference: string;
  maximum: string;
  /** Why what will be paid is what it is, or why nothing would be (R18). */
  decision: "agreed" | "tax-in-base" | "one-unit" | "nothing-paid" | "shopify-differs" | "over-refund";
  /** Null when the refund would stop. */
  willPay: { amount: string; fee: string; tenders: string[] } | null;
}

export type PreviewRefundRejection = "rma-not-found" | "not-mirrored" | "shopify-unavailable";

/** What will be paid and how, with Shopify's figure beside ours, read now and changing nothing (R18). */
export async function previewRefund(
  shop: string,
  rmaId: string,
): Promise<Result<RefundPreview[], PreviewRefundRejection>> {
  const rma = await findRma(db, shop, rmaId);
  const order = rma?.orderId ? await findOrder(db, shop, rma.orderId) : null;
  if (rma === null || order === null) return err("rma-not-found");
  try {
    const previews = await forWorkingShop(db, { shop, priority: "person" }, async ({ admin }) => {
      const worksheets = worksheetsOf(rma, await orderMoney(admin, rma, order.snapshot));
      return Promise.all(worksheets.map((worksheet) => previewOf(admin, worksheet)));
    });
    if (previews === null) return err("shopify-unavailable");
    return previews.length === 0 ? err("not-mirrored") : ok(previews.filter((one) => one !== null));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    logger.warn({ shop, code: error.code }, "a refund was not previewed");
    return err("shopify-unavailable");
  }
}

async function previewOf(admin: AdminClient, worksheet: Worksheet): Promise<RefundPreview | null> {
  const { returnId, lines, currency } = worksheet;
  const outcome = await readReturnOutcome(admin, { returnId, lines, shipping: shippingAmount(worksheet) });
  if (outcome === null) return null;
  const figures = figuresOf(outcome, currency);
  const agreed = agreeWithShopify(worksheet, figures);
  const decimal = (minor: number) => formatAmount(minor, currency);
  return {
    returnId,
    currency,
    units: lines.reduce((sum, { units }) => sum + units, 0),
    paidShare: decimal(worksheet.paidShare),
    fee: decimal(worksheet.fee),
    tax: decimal(worksheet.tax),
    shipping: decimal(worksheet.shipping),
    ours: decimal(worksheet.refund),
    suggested: decimal(figures.suggested),
    difference: decimal(figures.suggested - worksheet.refund),
    maximum: decimal(figures.maximum),
    decision: agreed.ok ? whyAgreed(worksheet, figures, agreed.value.refund) : agreed.error.code,
    willPay: agreed.ok
      ? {
          amount: decimal(agreed.value.refund),
          fee: decimal(agreed.value.fee),
          tenders: tendersOf(agreed.value.refund, outcome, currency).map(({ amount }) => amount),
        }
      : null,
  };
}

function whyAgreed({ refund }: Worksheet, { suggested }: ShopifyFigures, paid: number): RefundPreview["decision"] {
  if (suggested === refund) return "agreed";
  return paid === refund ? "tax-in-base" : "one-unit";
}
