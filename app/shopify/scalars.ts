import { z } from "zod";
import { parseAmount } from "~/domain/money";
import { ShopifyContractBroken, ShopifyUserErrors } from "~/errors";

/** A GID of one resource type. Its number means nothing to us. */
export const gid = (type: string) => z.string().regex(new RegExp(`^gid://shopify/${type}/[\\w-]+$`));

export const dateTime = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** Decimal string and currency, parsed into minor units where the domain needs them. */
const money = z.object({ amount: z.string(), currencyCode: z.string() });

/** Refunds, fees and what a shopper sees are in the presentment currency. */
export const presentmentMoney = z.object({ presentmentMoney: money });

/**
 * An amount in minor units of its currency, exactly.
 * @throws ShopifyContractBroken for an amount that the currency cannot have.
 */
export function minorUnits(amount: string, currency: string): number {
  const minor = parseAmount(amount, currency);
  if (minor.ok) return minor.value;
  throw new ShopifyContractBroken(`An amount in ${currency} is ${minor.error}`);
}

export const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

const userError = z.object({
  code: z.string().nullable().default(null),
  field: z.array(z.string()).nullable().default(null),
  message: z.string(),
});

export const userErrors = z.array(userError);

/**
 * Shopify says no with status 200 and `userErrors`; every mutation looks at them.
 * @throws ShopifyUserErrors with code, field and message of each.
 */
export function assertNoUserErrors(operation: string, errors: z.infer<typeof userErrors>): void {
  if (errors.length === 0) return;
  throw new ShopifyUserErrors(
    operation,
    errors.map(({ code, field, message }) => ({ code, field: field?.join(".") ?? null, message })),
  );
}
