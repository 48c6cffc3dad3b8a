-- CreateTable
CREATE TABLE "undelivered_parcel" (
    "shop" TEXT NOT NULL,
    "fulfillment_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "undelivered_parcel_pkey" PRIMARY KEY ("shop","fulfillment_id")
);

