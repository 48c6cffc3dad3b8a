import { QUANTITY_NAMES } from "../inventory/quantities.ts";
import { restId, type LevelRecord, type ProductRecord, type StoreState } from "../state.ts";
import { connection, type PageArguments } from "./connection.ts";
import { idTest, searchFilter, textTest, type FieldTest } from "./search.ts";
import type { View } from "./view.ts";
import { inventoryItemView, levelView } from "./views/inventory-view.ts";

const FIELDS: Readonly<Record<string, FieldTest<ProductRecord>>> = {
  id: ({ variant }, term) => idTest(variant.inventoryItemId, term.value, term.comparator),
  sku: ({ variant }, term) => textTest(variant.sku, term),
};

/** The root fields of inventory. */
export const inventoryQueries = (state: StoreState) => ({
  inventoryLevel: ({ id }: { id: string }) => levelNode(state, id),
  inventoryItems: ({ query, ...page }: PageArguments & { query?: string | null }): View =>
    connection(
      {
        type: "InventoryItem",
        items: [...state.products.values()].filter(searchFilter(query, FIELDS)),
        idOf: ({ variant }) => variant.inventoryItemId,
        view: ({ variant }) => inventoryItemView(state, variant),
        sortBy: ({ variant }) => restId(variant.inventoryItemId),
      },
      page,
    ),
  inventoryProperties: (): View => ({
    __typename: "InventoryProperties",
    quantityNames: QUANTITY_NAMES.map(quantityNameView),
  }),
});

const PARTS_OF_ON_HAND = QUANTITY_NAMES.filter((name) => name !== "on_hand" && name !== "incoming");

const quantityNameView = (name: string): View => ({
  __typename: "InventoryQuantityName",
  name,
  displayName: null,
  isInUse: true,
  belongsTo: PARTS_OF_ON_HAND.some((part) => part === name) ? ["on_hand"] : [],
  comprises: name === "on_hand" ? PARTS_OF_ON_HAND : [],
});

const allLevels = (state: StoreState): LevelRecord[] =>
  [...state.levels.values()].flatMap((byPlace) => [...byPlace.values()]);

function levelNode(state: StoreState, id: string): View | null {
  const level = allLevels(state).find((one) => one.id === id);
  return level ? levelView(state, level) : null;
}

/** How `node` finds what belongs to inventory. */
export const INVENTORY_FINDERS: Readonly<Record<string, (state: StoreState, id: string) => View | null>> = {
  InventoryLevel: levelNode,
};
