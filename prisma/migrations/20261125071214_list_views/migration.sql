-- CreateTable
CREATE TABLE "list_view" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "filter" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "list_view_pkey" PRIMARY KEY ("shop","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "list_view_shop_list_name_key" ON "list_view"("shop", "list", "name");

-- CreateIndex
CREATE INDEX "rma_shop_customer_id_requested_at_id_idx" ON "rma"("shop", "customer_id", "requested_at", "id");


-- What was saved of the orders stays.
INSERT INTO "list_view" ("shop", "id", "list", "name", "filter", "created_by", "created_at")
SELECT "shop", "id", 'orders', "name",
  jsonb_strip_nulls(jsonb_build_object('verdict', "verdict", 'flag', "flag", 'search', nullif("search", ''))),
  "created_by", "created_at"
FROM "order_view";

-- DropTable
DROP TABLE "order_view";

-- DropIndex
DROP INDEX "rma_line_shop_sku_idx";

-- Prisma's schema knows no expressions.
-- CreateIndex
CREATE INDEX "rma_line_by_sku" ON "rma_line"("shop", upper("sku"));
