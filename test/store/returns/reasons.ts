const reason = (number: number, handle: string, name: string) => ({
  id: `gid://shopify/ReturnReasonDefinition/${number}`,
  handle,
  name,
});

/** The general reasons of Shopify's library (Shopify/product-taxonomy, data/return_reasons.yml); ids as numbered there (assumed). */
export const RETURN_REASONS = [
  reason(1, "unknown", "Unknown"),
  reason(2, "changed-my-mind", "Changed my mind"),
  reason(3, "item-not-as-described", "Item not as described"),
  reason(4, "received-the-wrong-item", "Received the wrong item"),
  reason(5, "other-reason", "Other"),
  reason(6, "damaged-or-defective", "Damaged or defective"),
  reason(7, "too-small", "Too small"),
  reason(8, "too-big", "Too big"),
  reason(9, "style", "Style"),
  reason(10, "color", "Color"),
] as const;
