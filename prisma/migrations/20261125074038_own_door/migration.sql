-- AlterTable
ALTER TABLE "override" ADD COLUMN     "goods_stay" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "breach_invoice" (
    "shop" TEXT NOT NULL,
    "evidence_id" TEXT NOT NULL,
    "breach_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "stop_code" TEXT,
    "draft_order_id" TEXT,
    "by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "breach_invoice_pkey" PRIMARY KEY ("shop","evidence_id")
);

