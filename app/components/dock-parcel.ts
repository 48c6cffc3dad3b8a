import { parseRmaNumber } from "~/domain/rma/rma-number";

/** A case whose number stands on the box; null while nobody knows what it announces, or where no case has the number. */
export interface NumberOnBox {
  number: string;
  announced: {
    id: string;
    orderId: string | null;
    orderName: string | null;
    status: string;
    lines: readonly { sku: string; title: string; open: number }[];
  } | null;
  isLookedUp: boolean;
}

/** What the clerk has said of the parcel so far. */
export interface ParcelDraft {
  numbers: readonly NumberOnBox[];
  /** Units that arrived, by SKU. */
  counts: Readonly<Record<string, number>>;
  extras: readonly { sku: string; quantity: number }[];
  prepaid: boolean;
  chargesDue: boolean;
  invoiceCopy: boolean;
  returnedByCarrier: boolean;
  tracking: string;
  /** The order that the carrier brings back: a parcel of ours bears no number (R27). */
  orderName: string;
  photoIds: readonly string[];
}

/** The usual parcel: prepaid, nothing due. That the invoice copy is inside must be seen. */
export const EMPTY_PARCEL: ParcelDraft = {
  numbers: [],
  counts: {},
  extras: [],
  prepaid: true,
  chargesDue: false,
  invoiceCopy: false,
  returnedByCarrier: false,
  tracking: "",
  orderName: "",
  photoIds: [],
};

interface AnnouncedPart {
  sku: string;
  title: string;
  /** Units that may still come, over all numbers on the box. */
  open: number;
}

/** The parts that the numbers on the box announce, each SKU once. */
export function announcedParts({ numbers }: Pick<ParcelDraft, "numbers">): AnnouncedPart[] {
  const parts = new Map<string, AnnouncedPart>();
  for (const { sku, title, open } of numbers.flatMap(({ announced }) => announced?.lines ?? [])) {
    parts.set(sku, { sku, title, open: open + (parts.get(sku)?.open ?? 0) });
  }
  return [...parts.values()];
}

/** What a scan means: a number, one more unit of an announced part, or nothing that can be read. */
export type Scanned =
  | { kind: "number"; number: string }
  | { kind: "again"; number: string }
  | { kind: "part"; sku: string }
  | { kind: "unreadable"; text: string };

/** Check digit first (R37); what is no number may be the bar code of a part. */
export function readScan(text: string, draft: ParcelDraft): Scanned {
  const typed = text.trim();
  const number = parseRmaNumber(typed);
  if (number !== null) {
    return { kind: draft.numbers.some((one) => one.number === number) ? "again" : "number", number };
  }
  const part = announcedParts(draft).find(({ sku }) => sku.toUpperCase() === typed.toUpperCase());
  return part === undefined ? { kind: "unreadable", text: typed } : { kind: "part", sku: part.sku };
}

export const withCount = (draft: ParcelDraft, sku: string, count: number): ParcelDraft => ({
  ...draft,
  counts: { ...draft.counts, [sku]: Math.max(0, Math.trunc(count) || 0) },
});

/** Everything that is announced has arrived. */
export const withAll = (draft: ParcelDraft): ParcelDraft => ({
  ...draft,
  counts: Object.fromEntries(announcedParts(draft).map(({ sku, open }) => [sku, open])),
});

/** What the server is told; it decides. */
export function arrivalOf({ numbers, counts, extras, tracking, orderName, photoIds, ...box }: ParcelDraft) {
  const announced = announcedParts({ numbers }).map(({ sku }) => ({ sku, quantity: counts[sku] ?? 0 }));
  return {
    ...box,
    numbers: numbers.map(({ number }) => number),
    tracking: tracking.trim() === "" ? null : tracking.trim(),
    orderName: box.returnedByCarrier && numbers.length === 0 && orderName.trim() !== "" ? orderName.trim() : null,
    contents: [...announced, ...extras].filter(({ quantity }) => quantity > 0),
    photos: photoIds,
  };
}
