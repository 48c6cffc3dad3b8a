import { availableOf, type LevelRecord } from "../state.ts";

/** Names of quantities as the API has them; `on_hand` is the sum of the others except `incoming` (SHOPIFY.md 3.4). */
export const QUANTITY_NAMES = [
  "available",
  "on_hand",
  "committed",
  "incoming",
  "reserved",
  "damaged",
  "quality_control",
  "safety_stock",
] as const;
export type QuantityName = (typeof QUANTITY_NAMES)[number];

export const isQuantityName = (text: string): text is QuantityName => QUANTITY_NAMES.some((name) => name === text);

/** Pieces that are there and cannot be sold. */
const KEPT_BACK = {
  reserved: "reserved",
  damaged: "damaged",
  quality_control: "qualityControl",
  safety_stock: "safetyStock",
} as const;
export type KeptBack = keyof typeof KEPT_BACK;

const isKeptBack = (name: string): name is KeptBack => Object.hasOwn(KEPT_BACK, name);

export function quantityOf(level: LevelRecord, name: QuantityName): number {
  if (isKeptBack(name)) return level[KEPT_BACK[name]];
  switch (name) {
    case "available":
      return availableOf(level);
    case "on_hand":
      return level.onHand;
    default:
      return level[name];
  }
}

/** What may be changed by hand; `committed` follows from orders. */
export type Adjustable = Exclude<QuantityName, "committed">;

/** Pieces come or go in one state: what is on hand changes with it, except for what is still on its way. */
export function addTo(level: LevelRecord, name: Adjustable, delta: number): void {
  if (name === "incoming") {
    level.incoming += delta;
    return;
  }
  level.onHand += delta;
  if (isKeptBack(name)) level[KEPT_BACK[name]] += delta;
}

/** Pieces that are there are put aside or back: what is on hand stays, what is available changes. */
export function keepBack(level: LevelRecord, name: KeptBack, count: number): void {
  level[KEPT_BACK[name]] += count;
}
