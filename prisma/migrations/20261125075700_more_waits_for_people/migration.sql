-- What else waits for a person: found by the home page without walking the shop's history.
CREATE INDEX "mail_failed" ON "mail"("shop", "created_at") WHERE "state" = 'failed';
CREATE INDEX "backorder_cancellation_stopped" ON "backorder_cancellation"("shop", "decided_at") WHERE "state" = 'stopped';
CREATE INDEX "rma_claim_waiting" ON "rma"("shop", "requested_at", "id") WHERE "status" IN ('opened', 'troubleshooting');
