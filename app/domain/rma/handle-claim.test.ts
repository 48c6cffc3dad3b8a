import { describe, expect, it } from "vitest";
import { aReturnLineOf, anRma } from "../../../test/builders/rma.ts";
import { abandon, handOver, noteCall } from "./handle-claim";
import type { RmaStatus } from "./rma";

const AT = new Date("2026-06-17T14:00:00Z");
const aClaim = (status: RmaStatus) => anRma({ kind: "warranty", status, number: null, approvedAt: null });

describe("a claim", () => {
  it("goes on after a call that solved nothing, and keeps its units", () => {
    const noted = noteCall(aClaim("opened"), "unresolved", AT);

    expect(noted).toMatchObject({ ok: true, value: { status: "troubleshooting", closedAt: null } });
    expect(noted.ok && noted.value.returnLines).toEqual([aReturnLineOf(2)]);
  });

  it.each([
    ["a call that solved it", () => noteCall(aClaim("troubleshooting"), "resolved", AT), "resolved-by-phone"],
    ["nobody calling", () => abandon(aClaim("opened"), AT), "cancelled"],
    ["a dealer's repair", () => handOver(aClaim("troubleshooting"), AT), "handled-elsewhere"],
  ])("ends by %s, and its units are free", (_, end, status) => {
    expect(end()).toMatchObject({
      ok: true,
      value: { status, closedAt: AT, returnLines: [{ closed: 2, positions: [] }] },
    });
  });

  it("is not abandoned once it was approved, and takes no call", () => {
    expect(abandon(aClaim("approved"), AT)).toMatchObject({ ok: false, error: { code: "not-allowed-now" } });
    expect(noteCall(aClaim("approved"), "resolved", AT)).toMatchObject({ ok: false });
  });
});
