-- AlterTable
ALTER TABLE "order_snapshot" ADD COLUMN     "kept_warranty_until" TEXT;

-- CreateTable
CREATE TABLE "claim" (
    "shop" TEXT NOT NULL,
    "rma_id" TEXT NOT NULL,
    "installed" BOOLEAN,
    "vehicle" TEXT,
    "model_year" INTEGER,
    "serials" TEXT[],
    "purchased_on" TEXT NOT NULL,
    "warranty_until" TEXT NOT NULL,
    "variant_id" TEXT,
    "country" TEXT,
    "proof" TEXT,
    "email" TEXT,
    "locale" TEXT,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("shop","rma_id")
);

-- CreateTable
CREATE TABLE "claim_serial" (
    "shop" TEXT NOT NULL,
    "serial" TEXT NOT NULL,
    "rma_id" TEXT NOT NULL,

    CONSTRAINT "claim_serial_pkey" PRIMARY KEY ("shop","serial")
);

-- CreateTable
CREATE TABLE "call_log" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "rma_id" TEXT NOT NULL,
    "installed" BOOLEAN NOT NULL,
    "tried" TEXT[],
    "notes" TEXT,
    "outcome" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "call_log_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "remedy" (
    "shop" TEXT NOT NULL,
    "rma_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "choice" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "lines" JSONB NOT NULL,
    "tracking" TEXT,
    "draft_order_id" TEXT,
    "order_id" TEXT,
    "order_name" TEXT,
    "by" TEXT NOT NULL,
    "chosen_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "remedy_pkey" PRIMARY KEY ("shop","rma_id","sequence")
);

-- CreateTable
CREATE TABLE "checklist" (
    "shop" TEXT NOT NULL,
    "product_class" TEXT NOT NULL,
    "steps" TEXT[],
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checklist_pkey" PRIMARY KEY ("shop","product_class")
);

-- CreateIndex
CREATE INDEX "claim_serial_shop_rma_id_idx" ON "claim_serial"("shop", "rma_id");

-- CreateIndex
CREATE INDEX "call_log_shop_rma_id_at_idx" ON "call_log"("shop", "rma_id", "at");

-- CreateIndex
CREATE INDEX "remedy_shop_order_id_idx" ON "remedy"("shop", "order_id");

