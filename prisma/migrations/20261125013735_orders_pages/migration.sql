-- DropIndex
DROP INDEX "order_snapshot_shop_customer_id_idx";

-- DropIndex
DROP INDEX "line_snapshot_shop_sku_idx";

-- AlterTable
ALTER TABLE "order_snapshot" ADD COLUMN     "open_breaches" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "line_snapshot" ADD COLUMN     "processed_at" TIMESTAMPTZ(3);

-- Lines stored before get their order's.
UPDATE "line_snapshot" AS l SET "processed_at" = o."processed_at"
FROM "order_snapshot" AS o WHERE o."shop" = l."shop" AND o."order_id" = l."order_id";

ALTER TABLE "line_snapshot" ALTER COLUMN "processed_at" SET NOT NULL;

-- CreateTable
CREATE TABLE "order_view" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "verdict" TEXT,
    "flag" TEXT,
    "search" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_view_pkey" PRIMARY KEY ("shop","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "order_view_shop_name_key" ON "order_view"("shop", "name");

-- CreateIndex
CREATE INDEX "order_snapshot_shop_verdict_processed_at_order_id_idx" ON "order_snapshot"("shop", "verdict", "processed_at", "order_id");

-- CreateIndex
CREATE INDEX "order_snapshot_shop_customer_id_processed_at_order_id_idx" ON "order_snapshot"("shop", "customer_id", "processed_at", "order_id");


-- Prisma's schema knows neither expressions nor partial indexes.
-- CreateIndex
CREATE INDEX "line_snapshot_by_sku" ON "line_snapshot"("shop", upper("sku"), "processed_at", "order_id");

-- CreateIndex
CREATE INDEX "order_snapshot_non_returnable" ON "order_snapshot"("shop", "processed_at", "order_id") WHERE "non_returnable";

-- CreateIndex
CREATE INDEX "order_snapshot_non_returnable_verdict" ON "order_snapshot"("shop", "verdict", "processed_at", "order_id") WHERE "non_returnable";

-- CreateIndex
CREATE INDEX "order_snapshot_waiting" ON "order_snapshot"("shop", "processed_at", "order_id") WHERE "waiting_units" > 0;

-- CreateIndex
CREATE INDEX "order_snapshot_breached" ON "order_snapshot"("shop", "processed_at", "order_id") WHERE "open_breaches" > 0;
