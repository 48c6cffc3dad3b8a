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

/**
 * Stock that other locations may have: nobody here waits for it, in our queue or in Shopify's count, which knows orders
 * that have not come to us yet. What is promised to units on their way is in Shopify's count only once they have come.
 */
export const spareStock = ({ free, available, coming }: { free: number; available: number; coming: number }): number =>
  Math.max(0, Math.min(free, available - coming));
