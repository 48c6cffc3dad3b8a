import { setTimeout as sleep } from "node:timers/promises";

/** What an answer of the Admin API says about the bucket of points (`extensions.cost`). */
export interface CostReport {
  requestedQueryCost: number;
  actualQueryCost: number | null;
  throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
}

/** Who waits for an answer: a person's click goes before background work. */
export type Priority = "person" | "background";

/** Background work leaves this share of the bucket to people. */
const RESERVED_FOR_PEOPLE = 0.2;

interface Bucket {
  available: number;
  maximum: number;
  restoreRate: number;
  readAt: number;
}

/** What the last answer for a shop said of its bucket of points. */
export interface Budget {
  shop: string;
  available: number;
  maximum: number;
  restoreRate: number;
  readAt: Date;
}

/**
 * Shopify's leaky bucket as far as this process knows it: one for each shop. Waiting here costs time; being
 * THROTTLED costs a call. https://shopify.dev/docs/api/usage/limits
 */
export class Throttle {
  readonly #buckets = new Map<string, Bucket>();
  readonly #costs = new Map<string, number>();
  readonly #news = new Map<string, Budget>();

  /** Waits until the bucket of `shop` holds what `operation` cost last time, then takes it out. */
  async reserve(shop: string, operation: string, priority: Priority): Promise<void> {
    const bucket = this.#buckets.get(shop);
    if (!bucket) return;
    const cost = this.#costs.get(operation) ?? 10;
    const floor = priority === "person" ? 0 : bucket.maximum * RESERVED_FOR_PEOPLE;
    const missing = Math.min(cost + floor, bucket.maximum) - refilled(bucket);
    bucket.available = refilled(bucket) - cost;
    bucket.readAt = performance.now();
    if (missing > 0) await sleep((missing / bucket.restoreRate) * 1_000);
  }

  /** Learns from an answer how full the bucket really is and what the operation cost. */
  learn(shop: string, operation: string, report: CostReport): void {
    const { maximumAvailable, currentlyAvailable, restoreRate } = report.throttleStatus;
    this.#costs.set(operation, report.actualQueryCost ?? report.requestedQueryCost);
    this.#buckets.set(shop, {
      available: currentlyAvailable,
      maximum: maximumAvailable,
      restoreRate,
      readAt: performance.now(),
    });
    this.#news.set(shop, {
      shop,
      available: Math.floor(currentlyAvailable),
      maximum: Math.floor(maximumAvailable),
      restoreRate: Math.floor(restoreRate),
      readAt: new Date(),
    });
  }

  /** What was learned since this was last asked, one entry a shop. */
  takeNews(): Budget[] {
    const news = [...this.#news.values()];
    this.#news.clear();
    return news;
  }

  /** Waits after a THROTTLED answer until the bucket holds what was asked for. */
  async recover(report: CostReport): Promise<void> {
    const { currentlyAvailable, restoreRate } = report.throttleStatus;
    const missing = Math.max(report.requestedQueryCost - currentlyAvailable, restoreRate / 10);
    await sleep((missing / restoreRate) * 1_000);
  }
}

const refilled = ({ available, maximum, restoreRate, readAt }: Bucket): number =>
  Math.min(maximum, available + ((performance.now() - readAt) / 1_000) * restoreRate);
