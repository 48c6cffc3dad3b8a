-- What waits for a person is found without looking at what is done. Prisma's schema knows no partial indexes.
-- CreateIndex
CREATE INDEX "order_snapshot_rma_open" ON "order_snapshot"("shop", "processed_at", "order_id") WHERE "own_tags" @> ARRAY['rma-desk:rma-open'];

-- CreateIndex
CREATE INDEX "product_class_unknown" ON "product_class"("shop", "title") WHERE "class" = 'unknown' AND "deleted_at" IS NULL;

-- CreateIndex
CREATE INDEX "refund_attempt_stopped" ON "refund_attempt"("shop", "prepared_at") WHERE "state" = 'stopped';

-- CreateIndex
CREATE INDEX "parcel_held" ON "parcel"("shop", "arrived_at") WHERE "decision" = 'held' AND "completed_at" IS NULL;

-- CreateIndex
CREATE INDEX "override_unconfirmed" ON "override"("shop", "at") WHERE "needs_second_person" AND "second_at" IS NULL;
