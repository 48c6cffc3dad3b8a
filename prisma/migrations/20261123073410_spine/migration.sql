-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMPTZ(3),
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "collaborator" BOOLEAN DEFAULT false,
    "emailVerified" BOOLEAN DEFAULT false,
    "refreshToken" TEXT,
    "refreshTokenExpires" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop" (
    "shop" TEXT NOT NULL,
    "shopify_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(3),
    "paused_because" TEXT,
    "reconciled_to" TIMESTAMPTZ(3),

    CONSTRAINT "shop_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "shop" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "settings" JSONB NOT NULL,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" TEXT NOT NULL,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("shop","version")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "triggered_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "body" BYTEA,
    "handled_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unknown_shop_count" (
    "day" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "unknown_shop_count_pkey" PRIMARY KEY ("day","topic")
);

-- CreateTable
CREATE TABLE "order_snapshot" (
    "shop" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "processed_at" TIMESTAMPTZ(3) NOT NULL,
    "backfilled" BOOLEAN NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "time_zone" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "taxes_included" BOOLEAN NOT NULL,
    "channel" TEXT NOT NULL,
    "region_ok" BOOLEAN NOT NULL,
    "ship_to" TEXT NOT NULL,
    "customer_id" TEXT,
    "company_location_id" TEXT,
    "locale" TEXT,
    "cancelled_at" TIMESTAMPTZ(3),
    "shopify_updated_at" TIMESTAMPTZ(3) NOT NULL,
    "judged_at" TIMESTAMPTZ(3) NOT NULL,
    "non_returnable" BOOLEAN NOT NULL,
    "waiting_units" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "own_writes" TIMESTAMPTZ(3)[],
    "wanted" JSONB NOT NULL,
    "wanted_digest" TEXT NOT NULL,
    "written_digest" TEXT,
    "metafield_digest" TEXT,
    "own_tags" TEXT[],
    "version" INTEGER NOT NULL,

    CONSTRAINT "order_snapshot_pkey" PRIMARY KEY ("shop","order_id")
);

-- CreateTable
CREATE TABLE "line_snapshot" (
    "shop" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "product_id" TEXT,
    "variant_id" TEXT,
    "sku" TEXT,
    "title" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "is_merchandise" BOOLEAN NOT NULL,
    "bundle_id" TEXT,
    "bundle_sku" TEXT,
    "class" TEXT NOT NULL,
    "class_rule" JSONB NOT NULL,
    "listing" TEXT NOT NULL,
    "invoiced_on" TEXT,
    "waiting_at_order" INTEGER NOT NULL,
    "paid_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL,
    "shipments" JSONB NOT NULL,
    "unshipped" INTEGER NOT NULL,
    "refunded_shipped" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "findings" JSONB NOT NULL,
    "last_day" TEXT,
    "warranty_until" TEXT,

    CONSTRAINT "line_snapshot_pkey" PRIMARY KEY ("shop","order_id","line_id")
);

-- CreateTable
CREATE TABLE "product_class" (
    "shop" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "class_rule" JSONB NOT NULL,
    "listed" BOOLEAN NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "shopify_updated_at" TIMESTAMPTZ(3) NOT NULL,
    "written_class" TEXT,

    CONSTRAINT "product_class_pkey" PRIMARY KEY ("shop","product_id")
);

-- CreateTable
CREATE TABLE "product_listing" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "listed" BOOLEAN NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_listing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_event" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "case_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "due_work" (
    "shop" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "due_work_pkey" PRIMARY KEY ("shop","kind","key")
);

-- CreateTable
CREATE TABLE "data_export" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "file_name" TEXT NOT NULL,
    "document" JSONB NOT NULL,

    CONSTRAINT "data_export_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "session_shop_idx" ON "session"("shop");

-- CreateIndex

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_shop_topic_event_id_key" ON "webhook_delivery"("shop", "topic", "event_id");

-- CreateIndex
CREATE INDEX "order_snapshot_shop_processed_at_order_id_idx" ON "order_snapshot"("shop", "processed_at", "order_id");

-- CreateIndex
CREATE INDEX "order_snapshot_shop_customer_id_idx" ON "order_snapshot"("shop", "customer_id");

-- CreateIndex
CREATE INDEX "order_snapshot_shop_name_idx" ON "order_snapshot"("shop", "name");

-- CreateIndex
CREATE INDEX "line_snapshot_shop_product_id_idx" ON "line_snapshot"("shop", "product_id");

-- CreateIndex
CREATE INDEX "line_snapshot_shop_sku_idx" ON "line_snapshot"("shop", "sku");

-- CreateIndex
CREATE INDEX "product_listing_shop_product_id_seen_at_idx" ON "product_listing"("shop", "product_id", "seen_at");

-- CreateIndex
CREATE INDEX "case_event_shop_subject_subject_id_id_idx" ON "case_event"("shop", "subject", "subject_id", "id");

-- CreateIndex
CREATE INDEX "case_event_shop_at_idx" ON "case_event"("shop", "at");

-- CreateIndex
CREATE INDEX "due_work_due_at_idx" ON "due_work"("due_at");

-- CreateIndex
CREATE INDEX "data_export_shop_customer_id_idx" ON "data_export"("shop", "customer_id");

-- AddForeignKey
ALTER TABLE "line_snapshot" ADD CONSTRAINT "line_snapshot_shop_order_id_fkey" FOREIGN KEY ("shop", "order_id") REFERENCES "order_snapshot"("shop", "order_id") ON DELETE CASCADE ON UPDATE CASCADE;



-- The list of what Shopify must still be told stays short however many orders there are.
CREATE INDEX "order_snapshot_unwritten_idx" ON "order_snapshot" ("shop", "order_id") WHERE "written_digest" IS DISTINCT FROM "wanted_digest";

-- Webhook bodies are written once and read once: compressing them by the method that every server has takes longer than storing them.
ALTER TABLE "webhook_delivery" ALTER COLUMN "body" SET STORAGE EXTERNAL;
