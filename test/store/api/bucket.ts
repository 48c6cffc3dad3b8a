import type { Plan } from "../types.ts";

/** Size and points a second by plan. https://shopify.dev/docs/api/usage/limits#rate-limits */
const LIMITS: Readonly<Record<Plan, { maximum: number; restoreRate: number }>> = {
  standard: { maximum: 2_000, restoreRate: 100 },
  advanced: { maximum: 4_000, restoreRate: 200 },
  plus: { maximum: 20_000, restoreRate: 1_000 },
  unlimited: { maximum: 1_000_000_000, restoreRate: 1_000_000_000 },
};

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/** Shopify's leaky bucket of one app and shop. It fills in real time, because the app waits in real time. */
export class PointBucket {
  readonly #maximum: number;
  readonly #restoreRate: number;
  readonly #clock: () => number;
  #available: number;
  #readAt: number;

  /** @param clock real milliseconds that only grow. */
  constructor(plan: Plan, clock: () => number = () => performance.now()) {
    const { maximum, restoreRate } = LIMITS[plan];
    this.#maximum = maximum;
    this.#restoreRate = restoreRate;
    this.#clock = clock;
    this.#available = maximum;
    this.#readAt = clock();
  }

  #fill(): void {
    const now = this.#clock();
    this.#available = Math.min(this.#maximum, this.#available + ((now - this.#readAt) / 1_000) * this.#restoreRate);
    this.#readAt = now;
  }

  /** Takes what a request asks for. @returns false, taking nothing, when there is less. */
  take(points: number): boolean {
    this.#fill();
    if (this.#available < points) return false;
    this.#available -= points;
    return true;
  }

  /** Gives back what a request asked for and did not use. */
  giveBack(points: number): void {
    this.#fill();
    this.#available = Math.min(this.#maximum, this.#available + points);
  }

  status(): ThrottleStatus {
    this.#fill();
    return {
      maximumAvailable: this.#maximum,
      currentlyAvailable: Math.floor(this.#available),
      restoreRate: this.#restoreRate,
    };
  }
}
