import type { AskedLine, OrderLine } from "./app-api.ts";

/** What staff have filled in for one line. */
export interface Draft {
  quantity: number;
  reason: string;
  note: string;
}

export type Drafts = Readonly<Record<string, Draft>>;

export const emptyDrafts = (lines: readonly OrderLine[]): Drafts =>
  Object.fromEntries(lines.map(({ lineId }) => [lineId, { quantity: 0, reason: "unwanted", note: "" }]));

/** The lines that the customer wants to send back. */
export const asked = (drafts: Drafts): AskedLine[] =>
  Object.entries(drafts)
    .filter(([, { quantity }]) => quantity > 0)
    .map(([lineId, { quantity, reason, note }]) => ({
      lineId,
      quantity,
      reason,
      ...(note.trim() === "" ? {} : { note: note.trim() }),
    }));
