import { z } from "zod";
import { sqlOf, type Db, type Transaction } from "~/db.server";
import { PRODUCT_CLASSES } from "~/domain/policy/order-snapshot";
import type { Claim } from "~/domain/rma/open-claim";

const claimRow = z
  .object({
    rmaId: z.string(),
    installed: z.boolean().nullable(),
    vehicle: z.string().nullable(),
    modelYear: z.int().nullable(),
    serials: z.array(z.string()),
    purchasedOn: z.string(),
    warrantyUntil: z.string(),
    productClass: z.enum(PRODUCT_CLASSES),
    variantId: z.string().nullable(),
    country: z.string().nullable(),
    proof: z.string().nullable(),
    email: z.string().nullable(),
    locale: z.string().nullable(),
  })
  .readonly();

/** Stores what a claim says beside its units. */
export async function insertClaim(tx: Transaction, shop: string, claim: Claim): Promise<void> {
  await tx.claim.create({ data: { ...claim, shop, serials: [...claim.serials] } });
}

/** What a claim says beside its units; null for a case of another kind. */
export async function findClaim(db: Db, shop: string, rmaId: string): Promise<Claim | null> {
  const row = await db.claim.findUnique({ where: { shop_rmaId: { shop, rmaId } } });
  return row && claimRow.parse(row);
}

const HOLD = `
  INSERT INTO claim_serial (shop, serial, rma_id) SELECT $1, s, $2 FROM unnest($3::text[]) AS s
  ON CONFLICT DO NOTHING RETURNING serial
`;

/** Takes serial numbers for a claim, once each; answers with those that another claim has. */
export async function holdSerials(
  tx: Transaction,
  { shop, rmaId }: { shop: string; rmaId: string },
  serials: readonly string[],
): Promise<string[]> {
  if (serials.length === 0) return [];
  const held = await sqlOf(tx).query<{ serial: string }>(HOLD, [shop, rmaId, serials]);
  const taken = new Set(held.map(({ serial }) => serial));
  return serials.filter((serial) => !taken.has(serial));
}

/** The parts are with their owner as before: their numbers can be claimed again. */
export async function releaseSerials(tx: Transaction, { shop, rmaId }: { shop: string; rmaId: string }): Promise<void> {
  await tx.claimSerial.deleteMany({ where: { shop, rmaId } });
}
