-- AlterTable
ALTER TABLE "backorder_line" ADD COLUMN     "is_paid" BOOLEAN NOT NULL DEFAULT true;

