-- AlterTable
ALTER TABLE "backorder_line" ADD COLUMN     "coming" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "leaving" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "may_move" BOOLEAN NOT NULL DEFAULT false;

-- Who may be served from another location, in the order of the queue.
CREATE INDEX "backorder_line_movable" ON "backorder_line"("shop", "inventory_item_id", "rank", "processed_at", "order_number", "order_id", "line_id") WHERE "queued" AND "may_move";
