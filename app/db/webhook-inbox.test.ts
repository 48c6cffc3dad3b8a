import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createWebhookInbox, type BatchReport } from "./webhook-inbox.server";
import type { Delivery, DeliveryStore, StoredBatch } from "./webhook-inbox-store.server";

const aDelivery = (overrides: Partial<Delivery> = {}): Delivery => ({
  shop: "koso-dev.myshopify.com",
  topic: "orders/create",
  eventId: "event-1",
  triggeredAt: null,
  receivedAt: new Date("2026-07-15T12:00:00Z"),
  body: Buffer.from("{}"),
  ...overrides,
});

/** A store whose commits end when the test says so. */
function aStore() {
  const commits: { batch: readonly Delivery[]; end: (outcome: StoredBatch | Error) => void }[] = [];
  const store: DeliveryStore = {
    store: (batch) =>
      new Promise((resolve, reject) => {
        const end = (outcome: StoredBatch | Error) => (outcome instanceof Error ? reject(outcome) : resolve(outcome));
        commits.push({ batch, end });
      }),
    canStore: async () => true,
    close: async () => undefined,
  };
  return { commits, store };
}

function anInbox({ answerWithinMs = 10_000, lanes = 1 } = {}) {
  const { commits, store } = aStore();
  const reports: BatchReport[] = [];
  const failures: unknown[] = [];
  const inbox = createWebhookInbox({
    store,
    lanes,
    answerWithinMs,
    onBatch: (report) => reports.push(report),
    onFailure: (error) => failures.push(error),
  });
  return { inbox, commits, reports, failures };
}

const ALL_NEW: StoredBatch = { newByTopic: { "orders/create": 1 }, unknown: new Set() };
const sizes = (commits: readonly { batch: readonly Delivery[] }[]) => commits.map(({ batch }) => batch.length);

describe("createWebhookInbox", () => {
  it("commits together what arrived together, and what waited for that commit", async () => {
    const { inbox, commits } = anInbox();
    const first = [inbox.accept(aDelivery()), inbox.accept(aDelivery())];
    await sleep(5);
    const second = [1, 2, 3].map(() => inbox.accept(aDelivery()));
    await sleep(5);
    const before = sizes(commits);

    commits[0]?.end(ALL_NEW);
    await Promise.all(first);
    await sleep(5);
    commits[1]?.end(ALL_NEW);

    expect(before).toEqual([2]);
    expect(sizes(commits)).toEqual([2, 3]);
    expect(await Promise.all(second)).toEqual(["accepted", "accepted", "accepted"]);
  });

  it("answers nobody before the commit", async () => {
    const { inbox, commits } = anInbox();
    let answered = false;
    const acceptance = inbox.accept(aDelivery()).finally(() => (answered = true));
    await sleep(20);
    const beforeCommit = answered;

    commits[0]?.end(ALL_NEW);
    await acceptance;

    expect(beforeCommit).toBe(false);
  });

  it("uses its lanes side by side and no more", async () => {
    const { inbox, commits } = anInbox({ lanes: 2 });
    for (let turn = 0; turn < 3; turn += 1) {
      void inbox.accept(aDelivery());
      await sleep(5);
    }

    expect(sizes(commits)).toEqual([1, 1]);
  });

  it("tells each delivery of a batch its own outcome", async () => {
    const { inbox, commits, reports } = anInbox();
    const acceptances = ["a", "b", "c"].map((eventId) => inbox.accept(aDelivery({ eventId })));
    await sleep(5);

    commits[0]?.end({ newByTopic: { "orders/create": 1 }, unknown: new Set([1]) });

    expect(await Promise.all(acceptances)).toEqual(["accepted", "unknown-shop", "accepted"]);
    expect(reports[0]?.byTopic.get("orders/create")).toEqual({ stored: 1, repeated: 1, unknown: 1, unavailable: 0 });
  });

  it("asks for a repetition when a commit fails, and goes on with the next", async () => {
    const { inbox, commits, failures } = anInbox();
    const lost = inbox.accept(aDelivery());
    await sleep(5);
    commits[0]?.end(new Error("connection lost"));
    const answer = await lost;
    const next = inbox.accept(aDelivery());
    await sleep(100);
    commits[1]?.end(ALL_NEW);

    expect(answer).toBe("unavailable");
    expect(await next).toBe("accepted");
    expect(failures).toHaveLength(1);
  });

  it("answers in time though the commit never ends, and does not store what it gave up on", async () => {
    const { inbox, commits } = anInbox({ answerWithinMs: 50 });
    const underWay = inbox.accept(aDelivery());
    await sleep(5);
    const waiting = inbox.accept(aDelivery());

    expect(await Promise.all([underWay, waiting])).toEqual(["unavailable", "unavailable"]);

    commits[0]?.end(ALL_NEW);
    await sleep(20);
    expect(sizes(commits)).toEqual([1]);
  });

  it("refuses more than ten thousand waiting ones, and takes new ones when those were answered", async () => {
    const { inbox } = anInbox({ answerWithinMs: 100 });
    const waiting = Array.from({ length: 10_000 }, () => inbox.accept(aDelivery()));

    const oneTooMany = await inbox.accept(aDelivery());
    await Promise.all(waiting);
    const later = await Promise.race([inbox.accept(aDelivery()), sleep(20, "taken")]);

    expect(oneTooMany).toBe("busy");
    expect(later).toBe("taken");
  });

  it("refuses more than 64 MB of waiting bodies, and commits them in portions of 4 MB", async () => {
    const { inbox, commits } = anInbox({ answerWithinMs: 100 });
    const body = Buffer.alloc(2 * 1024 * 1024);
    const waiting = Array.from({ length: 32 }, () => inbox.accept(aDelivery({ body })));

    const oneTooMany = await inbox.accept(aDelivery());
    await Promise.all(waiting);

    expect(oneTooMany).toBe("busy");
    expect(sizes(commits)).toEqual([2]);
  });

  it("closes when all that waited has been committed", async () => {
    const { inbox, commits } = anInbox();
    const acceptance = inbox.accept(aDelivery());
    const closed = inbox.close();
    await sleep(5);
    commits[0]?.end(ALL_NEW);

    expect(await acceptance).toBe("accepted");
    await closed;
  });
});
