-- CreateTable
CREATE TABLE "policy_draft" (
    "shop" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "patch" JSONB NOT NULL,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_draft_pkey" PRIMARY KEY ("shop")
);

