-- AlterTable
ALTER TABLE "backorder_line" DROP COLUMN "delay_noticed_at";

-- CreateTable
CREATE TABLE "delay_notice" (
    "shop" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "noticed_at" TIMESTAMPTZ(3) NOT NULL,
    "agreed_at" TIMESTAMPTZ(3),

    CONSTRAINT "delay_notice_pkey" PRIMARY KEY ("shop","order_id")
);

