import { err, ok, type Result } from "../result";
import { RMA_STATUSES, type RmaStatus } from "./rma";

/** What can be done to a case. `settle` and `send-back` are never asked for: they follow from the state of its units. */
export const RMA_COMMANDS = [
  "approve",
  "decline",
  "withdraw",
  "expire",
  "log-unresolved-call",
  "log-resolved-call",
  "hand-over",
  "abandon",
  "receive",
  "inspect",
  "settle",
  "send-back",
] as const;
export type RmaCommand = (typeof RMA_COMMANDS)[number];

/**
 * The whole truth about which command a status takes, and where it leads (R12). A status is the furthest stage of any unit,
 * so that what comes later for other units does not lead back.
 */
export const TRANSITIONS: Readonly<Record<RmaStatus, Partial<Record<RmaCommand, RmaStatus>>>> = {
  requested: { approve: "approved", decline: "declined", withdraw: "cancelled" },
  opened: {
    "log-unresolved-call": "troubleshooting",
    "log-resolved-call": "resolved-by-phone",
    "hand-over": "handled-elsewhere",
    abandon: "cancelled",
    decline: "declined",
    withdraw: "cancelled",
  },
  troubleshooting: {
    "log-unresolved-call": "troubleshooting",
    "log-resolved-call": "resolved-by-phone",
    "hand-over": "handled-elsewhere",
    abandon: "cancelled",
    approve: "approved",
    decline: "declined",
    withdraw: "cancelled",
  },
  approved: {
    receive: "received",
    withdraw: "cancelled",
    expire: "expired",
    "hand-over": "handled-elsewhere",
  },
  // Parcels are taken while units are open, and only open units expire (R11, R38).
  received: { receive: "received", inspect: "inspected", expire: "received" },
  inspected: {
    receive: "inspected",
    inspect: "inspected",
    expire: "inspected",
    settle: "settled",
    "send-back": "sent-back",
  },
  settled: {},
  declined: {},
  cancelled: {},
  expired: {},
  "sent-back": {},
  "resolved-by-phone": {},
  "handled-elsewhere": {},
};

/** The statuses that a case begins in: a return in `requested` or, allowed at once, `approved`; a claim in `opened` (R8, R12). */
const FIRST: readonly RmaStatus[] = ["requested", "opened", "approved"];

export interface NotAllowedNow {
  readonly code: "not-allowed-now";
  readonly from: RmaStatus;
  readonly command: RmaCommand;
}

/** The status that a command leads to, or that this status does not take it. */
export function nextStatus(from: RmaStatus, command: RmaCommand): Result<RmaStatus, NotAllowedNow> {
  const to = TRANSITIONS[from][command];
  return to === undefined ? err({ code: "not-allowed-now", from, command }) : ok(to);
}

/** The commands that a status takes: what a page offers. */
export const commandsOf = (status: RmaStatus): RmaCommand[] =>
  RMA_COMMANDS.filter((command) => TRANSITIONS[status][command] !== undefined);

/** Nothing more happens to the case: its order's tag comes off, its page offers no step. */
export const isFinal = (status: RmaStatus): boolean => commandsOf(status).length === 0;

/**
 * Whether the table can be right at all: every status can be reached, and from every one there is a way to an end.
 * Returns what is wrong with it.
 */
export function faultsOfStatusTable(table = TRANSITIONS): string[] {
  const next = (status: RmaStatus) => Object.values(table[status]);
  const reached = closure(FIRST, next);
  const unreachable = RMA_STATUSES.filter((status) => !reached.has(status));
  const endless = RMA_STATUSES.filter((status) => {
    const onwards = closure([status], next);
    return ![...onwards].some((last) => next(last).length === 0);
  });
  return [
    ...unreachable.map((status) => `No case can ever be ${status}`),
    ...endless.map((status) => `A case that is ${status} can never end`),
  ];
}

/** Asked when a process starts. @throws Error saying what is wrong with the table. */
export function requireSoundStatuses(table = TRANSITIONS): void {
  const faults = faultsOfStatusTable(table);
  if (faults.length > 0) throw new Error(faults.join("; "));
}

function closure(from: readonly RmaStatus[], next: (status: RmaStatus) => readonly RmaStatus[]): Set<RmaStatus> {
  const found = new Set(from);
  for (const status of found) for (const following of next(status)) found.add(following);
  return found;
}
