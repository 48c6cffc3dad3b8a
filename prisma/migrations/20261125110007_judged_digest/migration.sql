-- AlterTable
ALTER TABLE "order_snapshot" ADD COLUMN     "judged_digest" TEXT;

