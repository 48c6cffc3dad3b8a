-- CreateTable
CREATE TABLE "attachment" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "customer_id" TEXT,
    "order_id" TEXT,
    "line_id" TEXT,
    "content_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("shop","id")
);

-- CreateIndex
CREATE INDEX "attachment_shop_order_id_idx" ON "attachment"("shop", "order_id");

-- CreateIndex
CREATE INDEX "attachment_shop_customer_id_at_idx" ON "attachment"("shop", "customer_id", "at");

