/** Shopify's quantities of one item at one location, by name. */
export interface StockQuantities {
  readonly onHand: number;
  readonly reserved: number;
  readonly damaged: number;
  readonly qualityControl: number;
  readonly safetyStock: number;
}

/**
 * What can be promised at all. Not Shopify's `available`: oversold units stand in `committed`, so it stays negative until
 * every waiting unit could be shipped (R22).
 */
export const promisableStock = (stock: StockQuantities): number =>
  stock.onHand - stock.reserved - stock.damaged - stock.qualityControl - stock.safetyStock;

/** What is left for those who wait. A count corrected below what is promised leaves nothing, and promises stay (R22). */
export const freeStock = (promisable: number, outstanding: number): number => Math.max(0, promisable - outstanding);
