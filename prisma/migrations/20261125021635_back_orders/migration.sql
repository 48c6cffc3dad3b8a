-- CreateTable
CREATE TABLE "stock_pool" (
    "shop" TEXT NOT NULL,
    "inventory_item_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "variant_id" TEXT,
    "sku" TEXT,
    "title" TEXT NOT NULL,
    "location_name" TEXT NOT NULL,
    "is_service" BOOLEAN NOT NULL,
    "outstanding" INTEGER NOT NULL,
    "waiting" INTEGER NOT NULL,
    "promisable" INTEGER,
    "read_at" TIMESTAMPTZ(3),
    "expected_on" TEXT,
    "version" INTEGER NOT NULL,

    CONSTRAINT "stock_pool_pkey" PRIMARY KEY ("shop","inventory_item_id","location_id")
);

-- CreateTable
CREATE TABLE "backorder_line" (
    "shop" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "inventory_item_id" TEXT NOT NULL,
    "order_name" TEXT NOT NULL,
    "order_number" INTEGER NOT NULL,
    "processed_at" TIMESTAMPTZ(3) NOT NULL,
    "sku" TEXT,
    "title" TEXT NOT NULL,
    "open" INTEGER NOT NULL,
    "shipped" INTEGER NOT NULL,
    "promised" INTEGER NOT NULL,
    "to_ship" INTEGER NOT NULL,
    "released" INTEGER NOT NULL,
    "cancelling" INTEGER NOT NULL,
    "cancelled" INTEGER NOT NULL,
    "held" INTEGER NOT NULL,
    "asking" INTEGER NOT NULL,
    "waited_at_order" INTEGER NOT NULL,
    "waiting" INTEGER NOT NULL,
    "is_waiting" BOOLEAN NOT NULL,
    "wanted" INTEGER NOT NULL,
    "queued" BOOLEAN NOT NULL,
    "rank" INTEGER NOT NULL,
    "skip" TEXT,
    "pin_reason" TEXT,
    "staff_skip_reason" TEXT,
    "delay_noticed_at" TIMESTAMPTZ(3),

    CONSTRAINT "backorder_line_pkey" PRIMARY KEY ("shop","order_id","line_id","location_id")
);

-- CreateTable
CREATE TABLE "stock_promise" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "inventory_item_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "order_name" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "why" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stock_promise_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backorder_shipment" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "location_id" TEXT NOT NULL,
    "parts" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "fulfillment_id" TEXT,
    "intended_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "backorder_shipment_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "backorder_cancellation" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "shares" JSONB NOT NULL,
    "positions" INTEGER[],
    "currency" TEXT NOT NULL,
    "paid_share_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "stop_code" TEXT,
    "request" JSONB,
    "refund_id" TEXT,
    "refund_minor" BIGINT,
    "by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "backorder_cancellation_pkey" PRIMARY KEY ("shop","id")
);

-- CreateIndex
CREATE INDEX "stock_pool_shop_waiting_idx" ON "stock_pool"("shop", "waiting");

-- CreateIndex
CREATE INDEX "backorder_line_queue" ON "backorder_line"("shop", "inventory_item_id", "location_id", "queued", "rank", "processed_at", "order_number", "order_id", "line_id");

-- CreateIndex
CREATE INDEX "backorder_line_shop_is_waiting_processed_at_order_number_or_idx" ON "backorder_line"("shop", "is_waiting", "processed_at", "order_number", "order_id");

-- CreateIndex
CREATE INDEX "stock_promise_shop_inventory_item_id_location_id_id_idx" ON "stock_promise"("shop", "inventory_item_id", "location_id", "id");

-- CreateIndex
CREATE INDEX "stock_promise_shop_order_id_id_idx" ON "stock_promise"("shop", "order_id", "id");

-- CreateIndex
CREATE INDEX "backorder_shipment_shop_order_id_state_idx" ON "backorder_shipment"("shop", "order_id", "state");

-- CreateIndex
CREATE INDEX "backorder_cancellation_shop_order_id_idx" ON "backorder_cancellation"("shop", "order_id");

-- CreateIndex
CREATE INDEX "backorder_cancellation_shop_state_idx" ON "backorder_cancellation"("shop", "state");

