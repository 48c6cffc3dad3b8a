-- AlterTable
ALTER TABLE "product_listing" ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'reading';

-- AlterTable
ALTER TABLE "claim" ADD COLUMN     "product_class" TEXT NOT NULL DEFAULT 'unknown';

-- AlterTable
ALTER TABLE "remedy" ADD COLUMN     "cost_minor" BIGINT;

-- AlterTable: a step of the checklist that was gone through without a word on it was fine.
ALTER TABLE "call_log" ADD COLUMN     "answers" JSONB;
UPDATE "call_log" SET "answers" = (SELECT coalesce(jsonb_agg(jsonb_build_object('step', step, 'found', 'fine')), '[]') FROM unnest("tried") AS step);
ALTER TABLE "call_log" ALTER COLUMN "answers" SET NOT NULL;
ALTER TABLE "call_log" DROP COLUMN "tried";

-- Claims that are not closed, found without looking at those that are. Prisma's schema knows no partial indexes.
-- CreateIndex
CREATE INDEX "rma_open_claim" ON "rma"("shop", "requested_at", "id") WHERE "kind" = 'warranty' AND "closed_at" IS NULL;
