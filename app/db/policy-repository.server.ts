import { z } from "zod";
import { KOSO_PRESET, policySettings, type PolicySettings } from "~/domain/policy/policy-settings";
import { sqlOf, type Db, type Transaction } from "~/db.server";
import type { PolicyVersion as Row } from "@prisma/client";
import { prepared } from "./prepared";

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

/** What names a version for ever: a shop that was forgotten and comes back begins again with 1, at another instant. */
const versionKey = z.object({ version: z.int(), effectiveAt: z.coerce.date() });
type VersionKey = z.output<typeof versionKey>;

const KEYS = prepared(
  'SELECT version, effective_at AS "effectiveAt" FROM policy_version WHERE shop = $1 ORDER BY version DESC',
);
const CURRENT_KEY = prepared(
  'SELECT version, effective_at AS "effectiveAt" FROM policy_version WHERE shop = $1 ORDER BY version DESC LIMIT 1',
);
const KEY_OF = prepared(
  'SELECT version, effective_at AS "effectiveAt" FROM policy_version WHERE shop = $1 AND version = $2',
);

const readKeys = async (db: Db, text: string, values: readonly unknown[]): Promise<VersionKey[]> =>
  z.array(versionKey).parse(await sqlOf(db).query(text, values));

const REMEMBERED = 1_000;
const remembered = new Map<string, PublishedPolicy>();

/** Published versions never change (R2): each is read and parsed once. */
async function policiesOf(db: Db, shop: string, keys: readonly VersionKey[]): Promise<PublishedPolicy[]> {
  const nameOf = ({ version, effectiveAt }: VersionKey): string => `${shop} ${version} ${effectiveAt.getTime()}`;
  const missing = keys.filter((key) => !remembered.has(nameOf(key))).map(({ version }) => version);
  const rows =
    missing.length === 0 ? [] : await db.policyVersion.findMany({ where: { shop, version: { in: missing } } });
  const read = new Map(rows.map(toPolicy).map((policy) => [nameOf(policy), policy]));
  for (const [name, policy] of read) remember(name, policy);
  return keys.flatMap((key) => read.get(nameOf(key)) ?? remembered.get(nameOf(key)) ?? []);
}

function remember(name: string, policy: PublishedPolicy): void {
  remembered.set(name, policy);
  const [oldest] = remembered.keys();
  if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
}

async function onlyPolicy(db: Db, shop: string, keys: readonly VersionKey[]): Promise<PublishedPolicy> {
  const [policy] = await policiesOf(db, shop, keys);
  if (!policy) throw new Error(`${shop} has no such policy version`);
  return policy;
}

/** The version in force now. @throws Error for a shop that never installed. */
export const currentPolicy = async (db: Db, shop: string): Promise<PublishedPolicy> =>
  onlyPolicy(db, shop, await readKeys(db, CURRENT_KEY, [shop]));

/** One published version (R2). @throws Error when there is none: versions are never removed. */
export const getPolicy = async (db: Db, shop: string, version: number): Promise<PublishedPolicy> =>
  onlyPolicy(db, shop, await readKeys(db, KEY_OF, [shop, version]));

/** All versions, newest first (R2: append-only). */
export const listPolicies = async (db: Db, shop: string): Promise<PublishedPolicy[]> =>
  policiesOf(db, shop, await readKeys(db, KEYS, [shop]));

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
