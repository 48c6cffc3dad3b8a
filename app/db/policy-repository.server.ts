import { KOSO_PRESET, policySettings, type PolicySettings } from "~/domain/policy/policy-settings";
import type { Db, Transaction } from "~/db.server";
import type { PolicyVersion as Row } from "@prisma/client";

export interface PublishedPolicy {
  version: number;
  settings: PolicySettings;
  effectiveAt: Date;
  publishedBy: string;
}

const toPolicy = ({ version, settings, effectiveAt, publishedBy }: Row): PublishedPolicy => ({
  version,
  settings: policySettings.parse(settings),
  effectiveAt,
  publishedBy,
});

/** The version in force now. @throws Error for a shop that never installed. */
export async function currentPolicy(db: Db, shop: string): Promise<PublishedPolicy> {
  const row = await db.policyVersion.findFirstOrThrow({ where: { shop }, orderBy: { version: "desc" } });
  return toPolicy(row);
}

/** One published version (R2). @throws Error when there is none: versions are never removed. */
export async function getPolicy(db: Db, shop: string, version: number): Promise<PublishedPolicy> {
  return toPolicy(await db.policyVersion.findUniqueOrThrow({ where: { shop_version: { shop, version } } }));
}

/** All versions, newest first (R2: append-only). */
export async function listPolicies(db: Db, shop: string): Promise<PublishedPolicy[]> {
  return (await db.policyVersion.findMany({ where: { shop }, orderBy: { version: "desc" } })).map(toPolicy);
}

/**
 * The version in force at an instant: the newest that took effect by then (R2), or the first for an instant before
 * it. `versions` is the newest first.
 */
export function policyInForce(versions: readonly PublishedPolicy[], at: Date): PublishedPolicy {
  const found = versions.find(({ effectiveAt }) => effectiveAt <= at) ?? versions.at(-1);
  if (!found) throw new Error("A shop has at least one policy version.");
  return found;
}

/** Version 1 is the preset (R2). A shop that comes back keeps its versions. */
export async function ensureFirstPolicy(tx: Transaction, shop: string, at: Date): Promise<void> {
  const row = { shop, version: 1, settings: KOSO_PRESET, effectiveAt: at, publishedBy: "app" };
  await tx.policyVersion.createMany({ data: [row], skipDuplicates: true });
}

export interface NewPolicy {
  shop: string;
  version: number;
  settings: PolicySettings;
  by: string;
  at: Date;
}

/** Appends a version. Returns false when someone else published that number first. */
export async function appendPolicy(tx: Transaction, { shop, version, settings, by, at }: NewPolicy): Promise<boolean> {
  const row = { shop, version, settings, effectiveAt: at, publishedBy: by };
  const { count } = await tx.policyVersion.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}
