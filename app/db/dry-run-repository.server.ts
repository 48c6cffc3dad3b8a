import { Prisma } from "@prisma/client";
import { z } from "zod";
import type { Db, Transaction } from "~/db.server";
import { dryRunReport, type DryRunReport } from "~/domain/policy/dry-run";
import { policySettings, type PolicySettings } from "~/domain/policy/policy-settings";

const dryRunRow = z.object({
  shop: z.string(),
  id: z.string(),
  version: z.int(),
  revision: z.int(),
  settings: policySettings,
  state: z.enum(["running", "done"]),
  done: z.int(),
  total: z.int(),
  report: dryRunReport.nullable(),
  by: z.string(),
  startedAt: z.date(),
  updatedAt: z.date(),
  endedAt: z.date().nullable(),
});

/** A replay of a draft over the stored history. */
export type StoredDryRun = z.output<typeof dryRunRow>;

/** The latest replay; null when there is none that is still understood. */
export async function findDryRun(db: Db, shop: string): Promise<StoredDryRun | null> {
  const row = await db.dryRun.findUnique({ where: { shop } });
  const parsed = dryRunRow.safeParse(row);
  return parsed.success ? parsed.data : null;
}

export interface NewDryRun {
  shop: string;
  id: string;
  version: number;
  revision: number;
  settings: PolicySettings;
  total: number;
  by: string;
  at: Date;
}

/** A replay begins; an earlier one goes. */
export async function insertDryRun(tx: Transaction, { at, ...run }: NewDryRun): Promise<void> {
  const begun = {
    ...run,
    state: "running",
    done: 0,
    report: Prisma.DbNull,
    startedAt: at,
    updatedAt: at,
    endedAt: null,
  };
  await tx.dryRun.upsert({ where: { shop: run.shop }, create: begun, update: begun });
}

interface OfRun {
  shop: string;
  id: string;
  at: Date;
}

/** So many orders are replayed. False when a newer replay has taken its place. */
export async function advanceDryRun(db: Db, { shop, id, at }: OfRun, done: number): Promise<boolean> {
  const { count } = await db.dryRun.updateMany({
    where: { shop, id, state: "running" },
    data: { done, updatedAt: at },
  });
  return count > 0;
}

/** A replay has come to its end. */
export async function finishDryRun(db: Db, { shop, id, at }: OfRun, report: DryRunReport): Promise<void> {
  await db.dryRun.updateMany({
    where: { shop, id },
    data: { state: "done", report, done: report.orders, updatedAt: at, endedAt: at },
  });
}
