import { createHmac } from "node:crypto";
import type { IdCounter } from "../state.ts";
import type { Subscription } from "../types.ts";
import type { DeliveryRecord, WebhookControl, WebhookCounters } from "./control.ts";

export interface SenderOptions {
  shop: string;
  apiSecret: string;
  apiVersion: string;
  appUrl: string;
  subscriptions: readonly Subscription[];
  now: () => Date;
  ids: IdCounter;
  send: (request: Request) => Promise<Response>;
  /** Real milliseconds before the first retry. */
  retryBaseMs: number;
}

interface Rule {
  kind: "lose" | "duplicate" | "delay";
  left: number;
  topic: string | undefined;
}

interface Delivery extends DeliveryRecord {
  triggeredAt: Date;
}

const COMPLIANCE = new Set(["customers/data_request", "customers/redact", "shop/redact"]);
/** Eight retries after the first try. https://shopify.dev/docs/apps/build/webhooks/troubleshooting-webhooks */
const RETRIES = 8;
const TIMEOUT_MS = 5_000;
const LONGEST_WAIT_MS = 2_000;
const AT_ONCE = 16;
const KEPT = 20_000;

/** Sends what the app subscribed to, signed as Shopify signs it, and does to deliveries what the story says. */
export class WebhookSender implements WebhookControl {
  readonly #options: SenderOptions;
  readonly #rules: Rule[] = [];
  readonly #queue: Delivery[] = [];
  readonly #held: Delivery[] = [];
  readonly #retries = new Set<NodeJS.Timeout>();
  readonly #waiting: (() => void)[] = [];
  readonly #records: Delivery[] = [];
  #shuffled: { seed: number; batch: Delivery[] } | null = null;
  #active = 0;
  #expected = 0;
  #stopped = false;
  readonly counters: WebhookCounters = { emitted: 0, delivered: 0, lost: 0, delayed: 0, retried: 0, gaveUp: 0 };
  /** An app that is not installed gets the compliance topics only. */
  installed = true;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  get deliveries(): readonly DeliveryRecord[] {
    return this.#records;
  }

  /** One delivery for each subscription of the topic, all of one event. The body is what is true now. */
  emit(topic: string, payload: Readonly<Record<string, unknown>>): void {
    if (!this.installed && !COMPLIANCE.has(topic)) return;
    const subscriptions = this.#options.subscriptions.filter(({ topics }) => topics.includes(topic));
    if (subscriptions.length === 0) return;
    const eventId = this.#uuid();
    for (const { includeFields } of subscriptions) {
      const body = JSON.stringify(includeFields ? onlyFields(payload, includeFields) : payload);
      const delivery: Delivery = {
        topic,
        eventId,
        body,
        webhookId: this.#uuid(),
        attempts: 0,
        state: "waiting",
        status: null,
        triggeredAt: this.#options.now(),
      };
      this.counters.emitted += 1;
      this.#records.push(delivery);
      if (this.#records.length > KEPT) this.#records.splice(0, KEPT / 2);
      this.#route(delivery);
    }
  }

  /** Something that goes on in the background will tell the app; until it is done, nothing is idle. @returns how to say that it is. */
  expectMore(): () => void {
    this.#expected += 1;
    return () => {
      this.#expected -= 1;
      this.#pump();
    };
  }

  #uuid(): string {
    return `00000000-0000-4000-8000-${String(this.#options.ids.number()).padStart(12, "0")}`;
  }

  /** Applies the story's rules, then sends. */
  #route(delivery: Delivery): void {
    const rule = this.#rules.find(({ topic, left }) => left > 0 && (topic === undefined || topic === delivery.topic));
    if (rule?.kind === "duplicate") {
      const times = rule.left;
      rule.left = 0;
      for (let sent = 0; sent < times; sent += 1) this.#enqueue(delivery);
      return;
    }
    if (!rule) return this.#enqueue(delivery);
    rule.left -= 1;
    delivery.state = rule.kind === "lose" ? "lost" : "delayed";
    this.counters[delivery.state] += 1;
    if (rule.kind === "delay") this.#held.push(delivery);
  }

  #enqueue(delivery: Delivery): void {
    if (this.#shuffled === null) {
      this.#queue.push(delivery);
      return this.#pump();
    }
    const shuffled = this.#shuffled;
    shuffled.batch.push(delivery);
    if (shuffled.batch.length === 1) setImmediate(() => this.#releaseBatch(shuffled));
  }

  #releaseBatch(shuffled: { seed: number; batch: Delivery[] }): void {
    const batch = shuffled.batch.splice(0);
    for (let last = batch.length - 1; last > 0; last -= 1) {
      // A linear congruential generator: the same seed gives the same orders.
      shuffled.seed = (shuffled.seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      const other = shuffled.seed % (last + 1);
      const [a, b] = [batch[last], batch[other]];
      if (a && b) [batch[last], batch[other]] = [b, a];
    }
    this.#queue.push(...batch);
    this.#pump();
  }

  #pump(): void {
    while (this.#active < AT_ONCE && !this.#stopped) {
      const delivery = this.#queue.shift();
      if (!delivery) break;
      this.#active += 1;
      void this.#deliver(delivery).finally(() => {
        this.#active -= 1;
        this.#pump();
      });
    }
    if (this.#isIdle()) for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #isIdle(): boolean {
    const batched = this.#shuffled?.batch.length ?? 0;
    return (
      this.#stopped ||
      (this.#expected === 0 &&
        this.#active === 0 &&
        this.#queue.length === 0 &&
        this.#retries.size === 0 &&
        batched === 0)
    );
  }

  async #deliver(delivery: Delivery): Promise<void> {
    delivery.attempts += 1;
    delivery.status = await this.#attempt(delivery);
    if (delivery.status !== null && delivery.status >= 200 && delivery.status < 300) {
      delivery.state = "delivered";
      this.counters.delivered += 1;
      return;
    }
    if (delivery.attempts > RETRIES) {
      delivery.state = "gave-up";
      this.counters.gaveUp += 1;
      return;
    }
    this.counters.retried += 1;
    this.#retryLater(delivery);
  }

  #retryLater(delivery: Delivery): void {
    if (this.#stopped) return;
    const wait = Math.min(this.#options.retryBaseMs * 2 ** (delivery.attempts - 1), LONGEST_WAIT_MS);
    const timer = setTimeout(() => {
      this.#retries.delete(timer);
      this.#queue.push(delivery);
      this.#pump();
    }, wait);
    this.#retries.add(timer);
  }

  /** @returns the status, null when there was no answer within five seconds. */
  async #attempt({ topic, body, webhookId, eventId, triggeredAt }: Delivery): Promise<number | null> {
    const { shop, apiSecret, apiVersion, appUrl, send } = this.#options;
    const request = new Request(`${appUrl}/webhooks`, {
      method: "POST",
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        "Content-Type": "application/json",
        "User-Agent": "Shopify-Captain-Hook",
        "X-Shopify-Topic": topic,
        "X-Shopify-Hmac-Sha256": createHmac("sha256", apiSecret).update(body, "utf8").digest("base64"),
        "X-Shopify-Shop-Domain": shop,
        "X-Shopify-API-Version": apiVersion,
        "X-Shopify-Webhook-Id": webhookId,
        "X-Shopify-Event-Id": eventId,
        "X-Shopify-Triggered-At": triggeredAt.toISOString(),
      },
    });
    try {
      const response = await send(request);
      await response.body?.cancel();
      return response.status;
    } catch {
      return null;
    }
  }

  lose(count = 1, topic?: string): void {
    this.#rules.push({ kind: "lose", left: count, topic });
  }

  duplicate(count = 2, topic?: string): void {
    this.#rules.push({ kind: "duplicate", left: count, topic });
  }

  delay(count = 1, topic?: string): void {
    this.#rules.push({ kind: "delay", left: count, topic });
  }

  shuffle(seed = 1): void {
    this.#shuffled = { seed, batch: [] };
  }

  deliverDelayed(): void {
    for (const delivery of this.#held.splice(0)) {
      delivery.state = "waiting";
      this.#enqueue(delivery);
    }
  }

  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#pump();
    });
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#retries) clearTimeout(timer);
    this.#retries.clear();
    this.#queue.length = 0;
    this.#pump();
  }
}

/** `include_fields`: fields of the payload, or of what lies inside it by dots (`line_items.id`). */
function onlyFields(payload: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> {
  const names = new Set(fields.map((field) => field.split(".")[0] ?? field));
  const kept = [...names].filter((name) => Object.hasOwn(payload, name));
  return Object.fromEntries(kept.map((name) => [name, innerFields(payload[name], fields, name)]));
}

function innerFields(value: unknown, fields: readonly string[], name: string): unknown {
  const inner = fields.filter((field) => field.startsWith(`${name}.`)).map((field) => field.slice(name.length + 1));
  if (inner.length === 0 || fields.includes(name)) return value;
  const pick = (item: unknown): unknown =>
    typeof item === "object" && item !== null ? onlyFields({ ...item }, inner) : item;
  return Array.isArray(value) ? value.map(pick) : pick(value);
}
