-- AlterTable
ALTER TABLE "product_class" ADD COLUMN     "doubt" TEXT,
ADD COLUMN     "facts" JSONB,
ADD COLUMN     "search_text" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "product_mark" (
    "shop" TEXT NOT NULL,
    "batch_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "wanted" BOOLEAN,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "product_mark_pkey" PRIMARY KEY ("shop","batch_id","product_id")
);

-- CreateIndex
CREATE INDEX "product_mark_shop_at_idx" ON "product_mark"("shop", "at");

-- CreateIndex
CREATE INDEX "product_mark_shop_state_idx" ON "product_mark"("shop", "state");

-- CreateIndex
CREATE INDEX "product_class_shop_title_product_id_idx" ON "product_class"("shop", "title", "product_id");

-- CreateIndex
CREATE INDEX "product_class_shop_class_title_product_id_idx" ON "product_class"("shop", "class", "title", "product_id");

