-- CreateTable
CREATE TABLE "progress" (
    "shop" TEXT NOT NULL,
    "work" TEXT NOT NULL,
    "done" INTEGER NOT NULL,
    "total" INTEGER,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "progress_pkey" PRIMARY KEY ("shop","work")
);

-- CreateTable
CREATE TABLE "api_budget" (
    "shop" TEXT NOT NULL,
    "available" INTEGER NOT NULL,
    "maximum" INTEGER NOT NULL,
    "restore_rate" INTEGER NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_budget_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "daily_figure" (
    "shop" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "figure" TEXT NOT NULL,
    "value" BIGINT NOT NULL,

    CONSTRAINT "daily_figure_pkey" PRIMARY KEY ("shop","day","figure")
);

-- CreateTable
CREATE TABLE "setup_step" (
    "shop" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "confirmed_by" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setup_step_pkey" PRIMARY KEY ("shop","step")
);

-- CreateIndex
CREATE INDEX "webhook_delivery_received_at_idx" ON "webhook_delivery" USING BRIN ("received_at");

