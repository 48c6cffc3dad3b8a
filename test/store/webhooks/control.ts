/** Where a delivery got to. */
export interface DeliveryRecord {
  topic: string;
  eventId: string;
  webhookId: string;
  /** As sent; kept so that a test can send it again or look at it. */
  body: string;
  attempts: number;
  state: "waiting" | "delivered" | "lost" | "delayed" | "gave-up";
  /** HTTP status of the last attempt, null when there was no answer. */
  status: number | null;
}

export interface WebhookCounters {
  emitted: number;
  delivered: number;
  lost: number;
  delayed: number;
  retried: number;
  gaveUp: number;
}

/** What the scenario verb `webhooks` steers. */
export interface WebhookControl {
  /** The next `count` deliveries (of the topic, when one is given) never arrive. */
  lose(count?: number, topic?: string): void;
  /** The next delivery is sent `count` times in all. */
  duplicate(count?: number, topic?: string): void;
  /** The next `count` deliveries wait for `deliverDelayed`. */
  delay(count?: number, topic?: string): void;
  /** From now on what one act emits is sent in another order, the same for the same seed. */
  shuffle(seed?: number): void;
  deliverDelayed(): void;
  /** Resolves when nothing is on its way and no retry waits. Delayed deliveries do not count. */
  idle(): Promise<void>;
  readonly counters: Readonly<WebhookCounters>;
  readonly deliveries: readonly DeliveryRecord[];
  /** Stops sending and forgets retries: the app is going down for good. */
  stop(): void;
}
