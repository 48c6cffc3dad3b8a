import { describe, expect, it } from "vitest";
import type { StoredOrder } from "~/db/order-repository.server";
import { isOldNews } from "./order-news";

const orderId = "gid://shopify/Order/1";
const at = (time: string) => new Date(`2026-03-01T${time}Z`);

/** Read half a minute after its last change, and written to twice by us. */
const stored: Pick<StoredOrder, "shopifyUpdatedAt" | "readAt" | "ownWrites"> = {
  shopifyUpdatedAt: at("12:00:00"),
  readAt: at("12:00:30"),
  ownWrites: [at("12:01:00"), at("12:01:01")],
};

describe("isOldNews", () => {
  it.each([
    { updatedAt: at("11:59:59"), isOld: true, why: "it is older than what was read" },
    { updatedAt: at("12:00:00"), isOld: true, why: "its second had passed when the order was read" },
    { updatedAt: at("12:00:01"), isOld: false, why: "something changed since" },
    { updatedAt: at("12:01:00"), isOld: true, why: "it is the echo of our first write" },
    { updatedAt: at("12:01:01"), isOld: true, why: "it is the echo of our second write" },
    { updatedAt: at("12:01:02"), isOld: false, why: "someone wrote after us" },
    { updatedAt: null, isOld: false, why: "it does not say of when it is" },
  ])("answers $isOld for $updatedAt because $why", ({ updatedAt, isOld }) => {
    expect(isOldNews({ orderId, updatedAt, mayBeEcho: true }, stored)).toBe(isOld);
  });

  it("looks again at the second in which the order was read: a change in it may have been missed", () => {
    const readAtOnce = { ...stored, readAt: at("12:00:00.900") };

    expect(isOldNews({ orderId, updatedAt: at("12:00:00"), mayBeEcho: true }, readAtOnce)).toBe(false);
  });

  it("takes nothing for an echo that our writes do not cause, also when it has their second", () => {
    expect(isOldNews({ orderId, updatedAt: at("12:01:00"), mayBeEcho: false }, stored)).toBe(false);
  });

  it("has never heard of an order that was never judged", () => {
    expect(isOldNews({ orderId, updatedAt: at("11:00:00"), mayBeEcho: true }, undefined)).toBe(false);
  });
});
