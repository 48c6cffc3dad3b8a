-- CreateTable
CREATE TABLE "staff_user" (
    "shop" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT,
    "is_owner" BOOLEAN NOT NULL,
    "role" TEXT,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_user_pkey" PRIMARY KEY ("shop","user_id")
);

