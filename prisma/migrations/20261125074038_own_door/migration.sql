-- AlterTable
ALTER TABLE "override" ADD COLUMN     "goods_stay" BOOLEAN NOT NULL DEFAULT false;
