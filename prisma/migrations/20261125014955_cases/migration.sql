-- CreateTable
CREATE TABLE "rma" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "number" TEXT,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "order_id" TEXT,
    "order_name" TEXT,
    "policy_version" INTEGER NOT NULL,
    "time_zone" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "customer_id" TEXT,
    "locale" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_by" TEXT NOT NULL,
    "asked_on" TEXT NOT NULL,
    "approved_at" TIMESTAMPTZ(3),
    "expires_on" TEXT,
    "decline_text" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL,

    CONSTRAINT "rma_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "rma_line" (
    "shop" TEXT NOT NULL,
    "rma_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "line_id" TEXT NOT NULL,
    "sku" TEXT,
    "title" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT,
    "verdict" TEXT NOT NULL,
    "findings" JSONB NOT NULL,
    "photo_ids" TEXT[],

    CONSTRAINT "rma_line_pkey" PRIMARY KEY ("shop","rma_id","position")
);

-- CreateTable
CREATE TABLE "rma_return_line" (
    "shop" TEXT NOT NULL,
    "rma_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "line_id" TEXT NOT NULL,
    "fulfillment_id" TEXT NOT NULL,
    "fee_basis_points" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "positions" INTEGER[],
    "return_id" TEXT,
    "return_line_item_id" TEXT,
    "received" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "closed" INTEGER NOT NULL,
    "refunded" INTEGER NOT NULL,
    "fee_taken_minor" BIGINT NOT NULL,
    "refunded_minor" BIGINT NOT NULL,

    CONSTRAINT "rma_return_line_pkey" PRIMARY KEY ("shop","rma_id","position")
);

-- CreateTable
CREATE TABLE "line_position" (
    "shop" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "held_by" TEXT NOT NULL,

    CONSTRAINT "line_position_pkey" PRIMARY KEY ("shop","order_id","line_id","position")
);

-- CreateTable
CREATE TABLE "rma_counter" (
    "shop" TEXT NOT NULL,
    "next" BIGINT NOT NULL,

    CONSTRAINT "rma_counter_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "shopify_return" (
    "shop" TEXT NOT NULL,
    "return_id" TEXT NOT NULL,
    "rma_id" TEXT,
    "order_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,

    CONSTRAINT "shopify_return_pkey" PRIMARY KEY ("shop","return_id")
);

-- CreateTable
CREATE TABLE "parcel" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "rma_ids" TEXT[],
    "order_id" TEXT,
    "decision" TEXT NOT NULL,
    "codes" TEXT[],
    "prepaid" BOOLEAN NOT NULL,
    "charges_due" BOOLEAN NOT NULL,
    "invoice_copy" BOOLEAN NOT NULL,
    "returned_by_carrier" BOOLEAN NOT NULL,
    "tracking" TEXT,
    "contents" JSONB NOT NULL,
    "taken" JSONB NOT NULL,
    "photo_ids" TEXT[],
    "by" TEXT NOT NULL,
    "arrived_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "parcel_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "inspection" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "rma_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "result" TEXT NOT NULL,
    "condition" TEXT,
    "restock" BOOLEAN NOT NULL,
    "fault_denied" BOOLEAN NOT NULL,
    "restocked" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT,
    "photo_ids" TEXT[],
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inspection_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "refund_attempt" (
    "shop" TEXT NOT NULL,
    "rma_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "return_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "stop_code" TEXT,
    "lines" JSONB NOT NULL,
    "currency" TEXT NOT NULL,
    "paid_share_minor" BIGINT NOT NULL,
    "fee_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL,
    "shipping_minor" BIGINT NOT NULL,
    "refund_minor" BIGINT NOT NULL,
    "suggested_minor" BIGINT,
    "refund_id" TEXT,
    "by" TEXT NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),

    CONSTRAINT "refund_attempt_pkey" PRIMARY KEY ("shop","rma_id","sequence")
);

-- CreateTable
CREATE TABLE "override" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "rma_id" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "findings" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "needs_second_person" BOOLEAN NOT NULL,
    "second_by" TEXT,
    "second_at" TIMESTAMPTZ(3),

    CONSTRAINT "override_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "shopper_request" (
    "shop" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shopper_request_pkey" PRIMARY KEY ("shop","customer_id","request_id")
);

-- CreateIndex
CREATE INDEX "rma_shop_order_id_idx" ON "rma"("shop", "order_id");

-- CreateIndex
CREATE INDEX "rma_shop_requested_at_id_idx" ON "rma"("shop", "requested_at", "id");

-- CreateIndex
CREATE INDEX "rma_shop_status_requested_at_id_idx" ON "rma"("shop", "status", "requested_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "rma_shop_number_key" ON "rma"("shop", "number");

-- CreateIndex
CREATE INDEX "rma_line_shop_sku_idx" ON "rma_line"("shop", "sku");

-- CreateIndex
CREATE INDEX "rma_return_line_shop_line_id_idx" ON "rma_return_line"("shop", "line_id");

-- CreateIndex
CREATE INDEX "rma_return_line_shop_return_id_idx" ON "rma_return_line"("shop", "return_id");

-- CreateIndex
CREATE INDEX "shopify_return_shop_rma_id_idx" ON "shopify_return"("shop", "rma_id");

-- CreateIndex
CREATE INDEX "parcel_shop_arrived_at_idx" ON "parcel"("shop", "arrived_at");

-- CreateIndex
CREATE INDEX "inspection_shop_rma_id_idx" ON "inspection"("shop", "rma_id");

-- CreateIndex
CREATE INDEX "refund_attempt_shop_refund_id_idx" ON "refund_attempt"("shop", "refund_id");

-- CreateIndex
CREATE INDEX "override_shop_rma_id_idx" ON "override"("shop", "rma_id");

-- AddForeignKey
ALTER TABLE "rma_line" ADD CONSTRAINT "rma_line_shop_rma_id_fkey" FOREIGN KEY ("shop", "rma_id") REFERENCES "rma"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rma_return_line" ADD CONSTRAINT "rma_return_line_shop_rma_id_fkey" FOREIGN KEY ("shop", "rma_id") REFERENCES "rma"("shop", "id") ON DELETE CASCADE ON UPDATE CASCADE;

