/** An item at a location: those who wait for it there share its stock. */
export interface PoolKey {
  readonly inventoryItemId: string;
  readonly locationId: string;
}

/** A pool as pages name it. */
export interface PoolFacts extends PoolKey {
  readonly variantId: string | null;
  readonly sku: string | null;
  readonly title: string;
  readonly locationName: string;
  readonly isService: boolean;
}

/** An order as the queue knows it. */
export interface QueuedOrder {
  readonly orderId: string;
  readonly orderName: string;
  readonly orderNumber: number;
  readonly processedAt: Date;
}
