-- CreateTable
CREATE TABLE "backfill" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "problem" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "orders_operation_id" TEXT,
    "shipments_operation_id" TEXT,
    "read_at" TIMESTAMPTZ(3),
    "orders_position" BIGINT NOT NULL DEFAULT 0,
    "orders_size" BIGINT NOT NULL DEFAULT 0,
    "shipments_position" BIGINT NOT NULL DEFAULT 0,
    "shipments_size" BIGINT NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "judged" INTEGER NOT NULL DEFAULT 0,
    "stored" INTEGER NOT NULL DEFAULT 0,
    "unreadable" INTEGER NOT NULL DEFAULT 0,
    "cursor" TEXT NOT NULL DEFAULT '',
    "unwritten" INTEGER NOT NULL DEFAULT 0,
    "by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "state_since" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "backfill_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "backfill_row" (
    "shop" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "data" TEXT NOT NULL,

    CONSTRAINT "backfill_row_pkey" PRIMARY KEY ("shop","kind","owner_id","id")
);

