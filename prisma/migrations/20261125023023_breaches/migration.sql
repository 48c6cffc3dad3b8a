-- CreateTable
CREATE TABLE "order_refund" (
    "shop" TEXT NOT NULL,
    "refund_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "return_id" TEXT,
    "is_own" BOOLEAN NOT NULL,
    "user_id" TEXT,
    "currency" TEXT NOT NULL,
    "goods_minor" BIGINT NOT NULL,
    "allowed_minor" BIGINT NOT NULL,
    "lines" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_refund_pkey" PRIMARY KEY ("shop","refund_id")
);

-- CreateTable
CREATE TABLE "breach" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "order_name" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "evidence_id" TEXT NOT NULL,
    "rma_id" TEXT,
    "policy_version" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "allowed_minor" BIGINT NOT NULL,
    "user_id" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "reason" TEXT,

    CONSTRAINT "breach_pkey" PRIMARY KEY ("shop","id")
);

-- CreateIndex
CREATE INDEX "order_refund_shop_order_id_idx" ON "order_refund"("shop", "order_id");

-- CreateIndex
CREATE INDEX "breach_shop_order_id_idx" ON "breach"("shop", "order_id");

-- CreateIndex
CREATE INDEX "breach_shop_state_opened_at_id_idx" ON "breach"("shop", "state", "opened_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "breach_shop_evidence_id_code_key" ON "breach"("shop", "evidence_id", "code");

