-- AlterTable
ALTER TABLE "breach" ADD COLUMN     "flow_state" TEXT NOT NULL DEFAULT 'told';

