-- CreateTable
CREATE TABLE "breach_invoice" (
    "shop" TEXT NOT NULL,
    "evidence_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "stop_code" TEXT,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "line_item_id" TEXT,
    "draft_order_id" TEXT,
    "last_mail_id" TEXT,
    "by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "sending_since" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "breach_invoice_pkey" PRIMARY KEY ("shop","evidence_id")
);

-- CreateIndex
CREATE INDEX "breach_invoice_shop_state_idx" ON "breach_invoice"("shop", "state");

