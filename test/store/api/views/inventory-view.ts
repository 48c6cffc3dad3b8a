import { isQuantityName, quantityOf } from "../../inventory/quantities.ts";
import {
  availableOf,
  restId,
  type LevelRecord,
  type LocationRecord,
  type StoreState,
  type VariantRecord,
} from "../../state.ts";
import { connection, type PageArguments } from "../connection.ts";
import { apiError, NotInTheStore, type View } from "../view.ts";

const levelsOf = (state: StoreState, inventoryItemId: string): LevelRecord[] => [
  ...(state.levels.get(inventoryItemId)?.values() ?? []),
];

/** What is available at all locations together; negative when oversold. */
export const stockOf = (state: StoreState, { inventoryItemId, tracked }: VariantRecord): number =>
  tracked ? levelsOf(state, inventoryItemId).reduce((sum, level) => sum + availableOf(level), 0) : 0;

export const locationView = (state: StoreState, location: LocationRecord): View => ({
  __typename: "Location",
  id: location.id,
  legacyResourceId: String(restId(location.id)),
  name: location.name,
  isActive: true,
  isPrimary: [...state.locations.keys()][0] === location.id,
  isFulfillmentService: location.service !== null,
  fulfillsOnlineOrders: true,
  shipsInventory: location.service === null,
  fulfillmentService: () => (location.service ? serviceView(state, location) : null),
  address: { __typename: "LocationAddress", countryCode: location.country, provinceCode: null },
  inventoryLevel: ({ inventoryItemId }: { inventoryItemId: string }) => {
    const level = state.levels.get(inventoryItemId)?.get(location.id);
    return level ? levelView(state, level) : null;
  },
  inventoryLevels: ({ query, ...page }: PageArguments & { query?: string | null }) => {
    if (query) throw new NotInTheStore("searching a location's inventory levels");
    const items = [...state.levels.values()].flatMap((byPlace) => byPlace.get(location.id) ?? []);
    const view = (level: LevelRecord) => levelView(state, level);
    return connection({ type: "InventoryLevel", items, idOf: ({ id }) => id, view }, page);
  },
});

const serviceView = (state: StoreState, location: LocationRecord): View => ({
  __typename: "FulfillmentService",
  id: location.service?.id,
  handle: location.service?.handle,
  serviceName: location.name,
  type: "THIRD_PARTY",
  inventoryManagement: true,
  trackingSupport: true,
  location: () => locationView(state, location),
});

export const inventoryItemView = (state: StoreState, variant: VariantRecord): View => ({
  __typename: "InventoryItem",
  id: variant.inventoryItemId,
  legacyResourceId: String(restId(variant.inventoryItemId)),
  sku: variant.sku,
  tracked: variant.tracked,
  requiresShipping: variant.requiresShipping,
  inventoryLevels: (page: PageArguments) =>
    connection(
      {
        type: "InventoryLevel",
        items: levelsOf(state, variant.inventoryItemId),
        idOf: ({ id }) => id,
        view: (level) => levelView(state, level),
      },
      page,
    ),
  inventoryLevel: ({ locationId }: { locationId: string }) => {
    const level = state.levels.get(variant.inventoryItemId)?.get(locationId);
    return level ? levelView(state, level) : null;
  },
});

export const levelView = (state: StoreState, level: LevelRecord): View => ({
  __typename: "InventoryLevel",
  id: level.id,
  isActive: true,
  updatedAt: level.updatedAt.toISOString(),
  item: () => itemView(state, level.inventoryItemId),
  location: () => locationView(state, locationOf(state, level)),
  quantities: ({ names }: { names: readonly string[] }) => names.map((name) => quantityView(level, name)),
});

function locationOf(state: StoreState, { locationId }: LevelRecord): LocationRecord {
  const location = state.locations.get(locationId);
  if (!location) throw new Error(`${locationId} is gone.`);
  return location;
}

function itemView(state: StoreState, inventoryItemId: string): View {
  const product = [...state.products.values()].find(({ variant }) => variant.inventoryItemId === inventoryItemId);
  if (!product) throw new Error(`${inventoryItemId} is gone.`);
  return inventoryItemView(state, product.variant);
}

function quantityView(level: LevelRecord, name: string): View {
  if (!isQuantityName(name)) throw apiError(`The quantity name ${name} is invalid.`, "BAD_USER_INPUT");
  const id = level.id.replace("InventoryLevel/", "InventoryQuantity/").replace("?", `?name=${name}&`);
  const quantity = quantityOf(level, name);
  return { __typename: "InventoryQuantity", id, name, quantity, updatedAt: level.updatedAt.toISOString() };
}
