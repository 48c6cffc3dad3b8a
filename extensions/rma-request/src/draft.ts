import type { AskedLine, OrderLine, SentLine } from "./app-api.ts";

/** What the shopper has filled in for one line. */
export interface Draft {
  quantity: number;
  reason: string;
  note: string;
  photoIds: readonly string[];
}

export type Drafts = Readonly<Record<string, Draft>>;

export const emptyDrafts = (lines: readonly OrderLine[]): Drafts =>
  Object.fromEntries(lines.map(({ lineId }) => [lineId, { quantity: 0, reason: "unwanted", note: "", photoIds: [] }]));

/** The lines that the shopper wants to send back: what the answer depends on. */
export const asked = (drafts: Drafts): AskedLine[] =>
  chosen(drafts).map(([lineId, { quantity, reason }]) => ({ lineId, quantity, reason }));

/** The same lines with what people read: a note and photos, where there are any. */
export const sent = (drafts: Drafts): SentLine[] =>
  chosen(drafts).map(([lineId, { quantity, reason, note, photoIds }]) => ({
    lineId,
    quantity,
    reason,
    ...(note.trim() === "" ? {} : { note: note.trim() }),
    ...(photoIds.length === 0 ? {} : { photos: [...photoIds] }),
  }));

const chosen = (drafts: Drafts): [string, Draft][] => Object.entries(drafts).filter(([, { quantity }]) => quantity > 0);
