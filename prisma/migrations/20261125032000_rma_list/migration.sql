-- CreateIndex
CREATE INDEX "rma_shop_kind_requested_at_id_idx" ON "rma"("shop", "kind", "requested_at", "id");

-- CreateIndex
CREATE INDEX "rma_shop_verdict_requested_at_id_idx" ON "rma"("shop", "verdict", "requested_at", "id");

-- CreateIndex
CREATE INDEX "rma_shop_order_name_idx" ON "rma"("shop", "order_name");

-- Cases that wait for staff, found without looking at those that are done. Prisma's schema knows no partial indexes.
-- CreateIndex
CREATE INDEX "rma_waiting_for_staff" ON "rma"("shop", "requested_at", "id") WHERE "status" IN ('requested', 'received', 'inspected');
