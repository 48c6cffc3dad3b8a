const PREFIX = "rma-desk:for-";

/** The tag of a replacement's order: by it the order is known as one, whoever is first to tell of it. */
export const replacementTag = (number: string): string => `${PREFIX}${number}`;

/** The number of the claim whose part an order replaces; null for every other order. */
export function replacedNumber(tags: readonly string[]): string | null {
  const tag = tags.find((one) => one.startsWith(PREFIX));
  return tag === undefined ? null : tag.slice(PREFIX.length);
}
