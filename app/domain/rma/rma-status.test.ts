import { describe, expect, it } from "vitest";
import { RMA_STATUSES } from "./rma";
import {
  commandsOf,
  faultsOfStatusTable,
  isFinal,
  nextStatus,
  requireSoundStatuses,
  RMA_COMMANDS,
  TRANSITIONS,
} from "./rma-status";

/** Every command that a status takes, and where it leads (R12), written out once more by hand. */
const ALLOWED = [
  "requested approve approved",
  "requested decline declined",
  "requested withdraw cancelled",
  "opened log-unresolved-call troubleshooting",
  "opened log-resolved-call resolved-by-phone",
  "opened hand-over handled-elsewhere",
  "opened abandon cancelled",
  "opened decline declined",
  "opened withdraw cancelled",
  "troubleshooting log-unresolved-call troubleshooting",
  "troubleshooting log-resolved-call resolved-by-phone",
  "troubleshooting hand-over handled-elsewhere",
  "troubleshooting abandon cancelled",
  "troubleshooting approve approved",
  "troubleshooting decline declined",
  "troubleshooting withdraw cancelled",
  "approved receive received",
  "approved withdraw cancelled",
  "approved expire expired",
  "approved hand-over handled-elsewhere",
  "received receive received",
  "received inspect inspected",
  "received expire received",
  "inspected receive inspected",
  "inspected inspect inspected",
  "inspected expire inspected",
  "inspected settle settled",
  "inspected send-back sent-back",
];

describe("the statuses of a case", () => {
  it("take these commands and no others", () => {
    const taken = RMA_STATUSES.flatMap((from) =>
      RMA_COMMANDS.flatMap((command) => {
        const to = nextStatus(from, command);
        return to.ok ? [`${from} ${command} ${to.value}`] : [];
      }),
    );

    expect(taken.sort()).toEqual([...ALLOWED].sort());
  });

  it("say what they were asked for when they do not take it", () => {
    expect(nextStatus("settled", "receive")).toEqual({
      ok: false,
      error: { code: "not-allowed-now", from: "settled", command: "receive" },
    });
  });

  it("can all be reached and left for an end", () => {
    expect(faultsOfStatusTable()).toEqual([]);
    expect(() => requireSoundStatuses()).not.toThrow();
  });

  it("stop a process whose table has a status that no case can reach, or that it cannot leave", () => {
    const withoutCalls = { ...TRANSITIONS, opened: {} };
    const withoutEnd = { ...TRANSITIONS, inspected: { inspect: "inspected" } } as const;

    expect(faultsOfStatusTable(withoutCalls)).toEqual([
      "No case can ever be troubleshooting",
      "No case can ever be resolved-by-phone",
    ]);
    expect(faultsOfStatusTable(withoutEnd)).toEqual([
      "No case can ever be settled",
      "No case can ever be sent-back",
      "A case that is received can never end",
      "A case that is inspected can never end",
    ]);
    expect(() => requireSoundStatuses(withoutCalls)).toThrow(
      "No case can ever be troubleshooting; No case can ever be resolved-by-phone",
    );
  });

  it.each([
    "settled",
    "declined",
    "cancelled",
    "expired",
    "sent-back",
    "resolved-by-phone",
    "handled-elsewhere",
  ] as const)("take nothing any more once %s", (status) => {
    expect(commandsOf(status)).toEqual([]);
    expect(isFinal(status)).toBe(true);
  });

  it("give a claim no number before a call was logged (R32)", () => {
    expect(commandsOf("opened")).not.toContain("approve");
  });
});
