-- CreateTable
CREATE TABLE "mail" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "order_id" TEXT,
    "case_number" TEXT,
    "facts" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "last_error" TEXT,
    "sent_by" TEXT,
    "attachments" TEXT[],
    "language" TEXT,
    "recipient" TEXT,
    "title" TEXT,
    "text" TEXT,
    "html" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "mail_shop_created_at_id_idx" ON "mail"("shop", "created_at", "id");

-- CreateIndex
CREATE INDEX "mail_shop_order_id_idx" ON "mail"("shop", "order_id");

-- CreateIndex
CREATE INDEX "mail_shop_case_number_idx" ON "mail"("shop", "case_number");

-- CreateIndex
CREATE INDEX "mail_shop_subject_subject_id_idx" ON "mail"("shop", "subject", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "mail_shop_key_key" ON "mail"("shop", "key");

