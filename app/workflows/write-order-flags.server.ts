import type { PrismaClient } from "@prisma/client";
import { appendEvents, type CaseEvent } from "~/db/case-event-repository.server";
import {
  findUnwrittenFlags,
  saveWrittenFlags,
  type UnwrittenFlags,
  type WrittenFlags,
} from "~/db/order-flag-repository.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { addTags, removeTags } from "~/shopify/operations/change-tags.server";
import { METAFIELDS_PER_CALL } from "~/shopify/operations/set-metafields.server";
import { setPolicyMetafields, type PolicyMetafield } from "./set-policy-metafields.server";
import { forWorkingShop } from "./working-shop.server";

/** The orders that could not be flagged, each with its reason; all others are done. */
export type FlagFailures = ReadonlyMap<string, unknown>;

/**
 * Brings the policy metafield and the tags of orders at Shopify to what was decided: 25 metafields a call, a tag call
 * only where an order's tags change. Harmless to repeat: what is there already is not written again.
 */
export async function writeOrderFlags(
  db: PrismaClient,
  shop: string,
  orderIds: readonly string[],
): Promise<FlagFailures> {
  const failures = new Map<string, unknown>();
  await forWorkingShop(db, { shop, priority: "background" }, async ({ admin }) => {
    const unwritten = await findUnwrittenFlags(db, shop, [...new Set(orderIds)]);
    for (let start = 0; start < unwritten.length; start += METAFIELDS_PER_CALL) {
      const chunk = unwritten.slice(start, start + METAFIELDS_PER_CALL);
      await writeChunk({ db, admin, shop, failures }, chunk);
    }
  });
  return failures;
}

interface ChunkContext {
  db: PrismaClient;
  admin: AdminClient;
  shop: string;
  failures: Map<string, unknown>;
}

async function writeChunk({ db, admin, shop, failures }: ChunkContext, chunk: UnwrittenFlags[]): Promise<void> {
  const metafields = await setPolicyMetafields(admin, chunk, failures);
  const written: WrittenFlags[] = [];
  await Promise.all(
    chunk.map(async (flags) => {
      const metafield = metafields.get(flags.orderId);
      if (metafield === undefined) return;
      try {
        written.push(await writeTags(admin, flags, metafield));
      } catch (error) {
        failures.set(flags.orderId, error);
      }
    }),
  );
  const at = new Date();
  await db.$transaction(async (tx) => {
    await saveWrittenFlags(tx, shop, written);
    await appendEvents(
      tx,
      written.map((flags) => flaggedEvent({ shop, at, chunk }, flags)),
    );
  });
}

async function writeTags(
  admin: AdminClient,
  { orderId, wanted, wantedDigest, ownTags }: UnwrittenFlags,
  metafield: PolicyMetafield,
): Promise<WrittenFlags> {
  const missing = wanted.tags.filter((tag) => !ownTags.includes(tag));
  const outdated = ownTags.filter((tag) => !wanted.tags.includes(tag));
  const added = missing.length > 0 ? await addTags(admin, orderId, missing) : null;
  const removed = outdated.length > 0 ? await removeTags(admin, orderId, outdated) : null;
  const ownWrites = [metafield.ownerUpdatedAt, added, removed].filter((at) => at !== null);
  return {
    orderId,
    writtenDigest: wantedDigest,
    metafieldDigest: metafield.compareDigest,
    ownTags: wanted.tags,
    ownWrites,
  };
}

function flaggedEvent(
  { shop, at, chunk }: { shop: string; at: Date; chunk: readonly UnwrittenFlags[] },
  { orderId, ownTags }: WrittenFlags,
): CaseEvent {
  const before = chunk.find((flags) => flags.orderId === orderId)?.ownTags ?? [];
  const details = { before: { tags: before }, after: { tags: ownTags } };
  return { shop, subject: "order", subjectId: orderId, code: "order-flagged", by: "app", at, details };
}
