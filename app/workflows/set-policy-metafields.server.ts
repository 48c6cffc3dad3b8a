import { ShopifyUserErrors } from "~/errors";
import type { UnwrittenFlags } from "~/db/order-flag-repository.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { readFlagDigests } from "~/shopify/operations/read-flag-digests.server";
import { setMetafields, type MetafieldWritten } from "~/shopify/operations/set-metafields.server";

export type PolicyMetafield = MetafieldWritten;

/** Shopify says with these that the metafield is not (any more) as we last knew it. */
const STALE_CODES = new Set(["STALE_OBJECT", "INVALID_COMPARE_DIGEST"]);

/**
 * Writes the policy metafields of up to 25 orders. The call is atomic, so one bad order would hold up 24 good ones:
 * a refused call is taken apart until the bad one stands alone in `failures`. A digest that is out of date (an answer
 * that got lost, a reinstall) is read again and tried once more.
 */
export async function setPolicyMetafields(
  admin: AdminClient,
  flags: readonly UnwrittenFlags[],
  failures: Map<string, unknown>,
): Promise<Map<string, PolicyMetafield>> {
  if (flags.length === 0) return new Map();
  try {
    return await write(admin, flags);
  } catch (error) {
    if (!(error instanceof ShopifyUserErrors)) throw error;
    if (isStale(error)) return writeWithFreshDigests(admin, flags, failures);
    return writeHalves(admin, flags, { failures, error });
  }
}

async function write(admin: AdminClient, flags: readonly UnwrittenFlags[]): Promise<Map<string, PolicyMetafield>> {
  const written = await setMetafields(
    admin,
    flags.map(({ orderId, wanted, metafieldDigest }) => ({
      ownerId: orderId,
      key: "policy",
      type: "json",
      value: wanted.metafield,
      compareDigest: metafieldDigest,
    })),
  );
  return new Map(flags.flatMap(({ orderId }, index) => (written[index] ? [[orderId, written[index]] as const] : [])));
}

const isStale = (error: ShopifyUserErrors): boolean =>
  error.userErrors.some(({ code }) => code !== null && STALE_CODES.has(code));

async function writeWithFreshDigests(
  admin: AdminClient,
  flags: readonly UnwrittenFlags[],
  failures: Map<string, unknown>,
): Promise<Map<string, PolicyMetafield>> {
  const digests = await readFlagDigests(
    admin,
    flags.map(({ orderId }) => orderId),
  );
  const fresh = flags.map((flag) => ({ ...flag, metafieldDigest: digests.get(flag.orderId) ?? null }));
  try {
    return await write(admin, fresh);
  } catch (error) {
    if (!(error instanceof ShopifyUserErrors)) throw error;
    return writeHalves(admin, fresh, { failures, error });
  }
}

async function writeHalves(
  admin: AdminClient,
  flags: readonly UnwrittenFlags[],
  { failures, error }: { failures: Map<string, unknown>; error: ShopifyUserErrors },
): Promise<Map<string, PolicyMetafield>> {
  const [first] = flags;
  if (flags.length === 1 && first) {
    failures.set(first.orderId, error);
    return new Map();
  }
  const middle = Math.ceil(flags.length / 2);
  const halves = [flags.slice(0, middle), flags.slice(middle)];
  const written = new Map<string, PolicyMetafield>();
  for (const half of halves) {
    for (const [orderId, metafield] of await setPolicyMetafields(admin, half, failures))
      written.set(orderId, metafield);
  }
  return written;
}
