import { addTo, isQuantityName, quantityOf, type Adjustable, type QuantityName } from "../../inventory/quantities.ts";
import type { LevelRecord, ProductRecord, StoreState } from "../../state.ts";
import { emitMovedLevels } from "../../webhooks/emit.ts";
import { apiError, type View } from "../view.ts";
import { inventoryItemView, locationView } from "../views/inventory-view.ts";
import { problem } from "./fulfillment-order-input.ts";

interface Target {
  inventoryItemId: string;
  locationId: string;
  /** Null: no comparison. Left out: refused, though the schema allows it. */
  changeFromQuantity?: number | null;
}

interface SetInput {
  name: string;
  reason: string;
  referenceDocumentUri?: string | null;
  quantities: readonly (Target & { quantity: number })[];
}

interface AdjustInput {
  name: string;
  reason: string;
  referenceDocumentUri?: string | null;
  changes: readonly (Target & { delta: number; ledgerDocumentUri?: string | null })[];
}

/** https://shopify.dev/docs/apps/build/orders-fulfillment/inventory-management-apps/manage-quantities-states */
const REASONS = new Set([
  "correction",
  "cycle_count_available",
  "damaged",
  "movement_canceled",
  "movement_created",
  "movement_received",
  "movement_updated",
  "other",
  "promotion",
  "quality_control",
  "received",
  "reservation_created",
  "reservation_deleted",
  "reservation_updated",
  "restock",
  "safety_stock",
  "shrinkage",
]);
const URI = /^[a-z][a-z0-9+.-]*:\/\/\S+$/i;
const MOST_SET = 1_000_000_000;
const MOST_ADJUSTED = 2_000_000_000;

type Refuse = (field: readonly string[], message: string, code: string) => View;

const productOf = (state: StoreState, inventoryItemId: string): ProductRecord | undefined =>
  [...state.products.values()].find(({ variant }) => variant.inventoryItemId === inventoryItemId);

/** A field that the schema calls optional and Shopify demands (seen in production, 2026-07). */
function demandComparison(type: string, targets: readonly Target[]): void {
  if (targets.some((target) => target.changeFromQuantity === undefined))
    throw apiError(`${type} must include the following argument: changeFromQuantity.`, "INVALID_FIELD_ARGUMENTS");
}

function levelFor(state: StoreState, { inventoryItemId, locationId }: Target): LevelRecord | undefined {
  return state.levels.get(inventoryItemId)?.get(locationId);
}

function targetProblem(
  state: StoreState,
  target: Target,
  { name, path, refuse }: { name: QuantityName; path: readonly string[]; refuse: Refuse },
): View | null {
  const product = productOf(state, target.inventoryItemId);
  if (!product)
    return refuse(
      [...path, "inventoryItemId"],
      "The specified inventory item could not be found.",
      "INVALID_INVENTORY_ITEM",
    );
  if (!product.variant.tracked)
    return refuse(path, "The specified inventory item is not allowed to be adjusted.", "NON_MUTABLE_INVENTORY_ITEM");
  if (!state.locations.has(target.locationId))
    return refuse([...path, "locationId"], "The specified location could not be found.", "INVALID_LOCATION");
  const level = levelFor(state, target);
  if (!level)
    return refuse(
      [...path, "locationId"],
      "The specified inventory item is not stocked at the location.",
      "ITEM_NOT_STOCKED_AT_LOCATION",
    );
  const expected = target.changeFromQuantity ?? null;
  return expected === null || expected === quantityOf(level, name)
    ? null
    : refuse(
        [...path, "changeFromQuantity"],
        "The changeFromQuantity argument no longer matches the persisted quantity.",
        "CHANGE_FROM_QUANTITY_STALE",
      );
}

/** What is wrong with reason and document, the same for both mutations. */
function headProblem({ reason, referenceDocumentUri: uri }: SetInput | AdjustInput, refuse: Refuse): View | null {
  if (!REASONS.has(reason)) return refuse(["input", "reason"], "The specified reason is invalid.", "INVALID_REASON");
  return uri && !URI.test(uri)
    ? refuse(
        ["input", "referenceDocumentUri"],
        "The specified reference document is invalid.",
        "INVALID_REFERENCE_DOCUMENT",
      )
    : null;
}

interface Change {
  level: LevelRecord;
  name: Adjustable;
  delta: number;
}

/** Applies all changes at once and tells of the levels. @returns the group, null when nothing changed. */
function apply(
  state: StoreState,
  changes: readonly Change[],
  { reason, referenceDocumentUri }: SetInput | AdjustInput,
) {
  const real = changes.filter(({ delta }) => delta !== 0);
  for (const { level, name, delta } of real) {
    addTo(level, name, delta);
    state.movedLevels.add(level);
  }
  emitMovedLevels(state);
  if (real.length === 0) return null;
  return {
    __typename: "InventoryAdjustmentGroup",
    id: state.ids.gid("InventoryAdjustmentGroup"),
    createdAt: state.now().toISOString(),
    reason,
    referenceDocumentUri: referenceDocumentUri ?? null,
    changes: () => real.flatMap((change) => changeViews(state, change)),
  };
}

/** What is available and what is on hand move together; both are told of. */
function changeViews(state: StoreState, { level, name, delta }: Change): View[] {
  const view = (changed: QuantityName): View => {
    const location = state.locations.get(level.locationId);
    const product = productOf(state, level.inventoryItemId);
    return {
      __typename: "InventoryChange",
      name: changed,
      delta,
      quantityAfterChange: quantityOf(level, changed),
      ledgerDocumentUri: null,
      item: () => (product ? inventoryItemView(state, product.variant) : null),
      location: () => (location ? locationView(state, location) : null),
    };
  };
  if (name === "incoming") return [view("incoming")];
  return name === "on_hand" ? [view("available"), view("on_hand")] : [view(name), view("on_hand")];
}

/** `inventorySetQuantities`: of `available` or `on_hand`; all or nothing. */
export function inventorySetQuantities(state: StoreState, { input }: { input: SetInput }): View {
  demandComparison("InventoryQuantityInput", input.quantities);
  const { name, quantities } = input;
  const refuse: Refuse = (field, message, code) => problem("InventorySetQuantitiesUserError", field, message, code);
  const answer = (userErrors: View[], group: unknown = null): View => ({
    __typename: "InventorySetQuantitiesPayload",
    inventoryAdjustmentGroup: group,
    userErrors,
  });
  if (name !== "available" && name !== "on_hand")
    return answer([
      refuse(["input", "name"], "The quantity name must be either 'available' or 'on_hand'.", "INVALID_NAME"),
    ]);
  const head = headProblem(input, refuse);
  if (head) return answer([head]);
  const pairs = new Set(quantities.map(({ inventoryItemId, locationId }) => `${inventoryItemId} ${locationId}`));
  if (pairs.size < quantities.length)
    return answer([
      refuse(
        ["input", "quantities"],
        "The combination of inventoryItemId and locationId must be unique.",
        "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR",
      ),
    ]);
  const userErrors = quantities.flatMap((target, index) => {
    const path = ["input", "quantities", String(index)];
    const found = targetProblem(state, target, { name, path, refuse });
    return found ?? boundProblem(target.quantity, { most: MOST_SET, path: [...path, "quantity"], refuse }) ?? [];
  });
  if (userErrors.length > 0) return answer(userErrors);
  const changes = quantities.flatMap((target): Change[] => {
    const level = levelFor(state, target);
    return level ? [{ level, name, delta: target.quantity - quantityOf(level, name) }] : [];
  });
  return answer([], apply(state, changes, input));
}

function boundProblem(
  quantity: number,
  { most, path, refuse }: { most: number; path: readonly string[]; refuse: Refuse },
): View | null {
  const limit = most.toLocaleString("en-US");
  if (quantity > most) return refuse(path, `The quantity can't be higher than ${limit}.`, "INVALID_QUANTITY_TOO_HIGH");
  return quantity < -most
    ? refuse(path, `The quantity can't be lower than -${limit}.`, "INVALID_QUANTITY_TOO_LOW")
    : null;
}

/** A ledger document is forbidden for `available` and demanded, the app's own, for every other name. */
function ledgerProblem(name: string, changes: AdjustInput["changes"], refuse: Refuse): View | null {
  const uris = new Set(changes.map(({ ledgerDocumentUri }) => ledgerDocumentUri ?? null));
  const field = ["input", "changes"];
  const [uri = null] = uris;
  if (uris.size > 1)
    return refuse(field, "All changes must have the same ledger document URI.", "MAX_ONE_LEDGER_DOCUMENT");
  if (name === "available")
    return uri === null
      ? null
      : refuse(field, "A ledger document URI is not allowed when adjusting available.", "INVALID_AVAILABLE_DOCUMENT");
  if (uri === null)
    return refuse(
      field,
      "A ledger document URI is required except when adjusting available.",
      "INVALID_QUANTITY_DOCUMENT",
    );
  if (uri.startsWith("gid://shopify/"))
    return refuse(field, "Internal (gid://shopify/) ledger documents are not allowed.", "INTERNAL_LEDGER_DOCUMENT");
  return URI.test(uri) ? null : refuse(field, "The specified ledger document is invalid.", "INVALID_LEDGER_DOCUMENT");
}

/** `inventoryAdjustQuantities`: pieces come or go in one state; all or nothing. */
export function inventoryAdjustQuantities(state: StoreState, { input }: { input: AdjustInput }): View {
  demandComparison("InventoryChangeInput", input.changes);
  const { name, changes: asked } = input;
  const refuse: Refuse = (field, message, code) => problem("InventoryAdjustQuantitiesUserError", field, message, code);
  const answer = (userErrors: View[], group: unknown = null): View => ({
    __typename: "InventoryAdjustQuantitiesPayload",
    inventoryAdjustmentGroup: group,
    userErrors,
  });
  if (!isQuantityName(name) || name === "committed" || name === "on_hand")
    return answer([refuse(["input", "name"], "The specified quantity name is invalid.", "INVALID_QUANTITY_NAME")]);
  const head = headProblem(input, refuse) ?? ledgerProblem(name, asked, refuse);
  if (head) return answer([head]);
  const userErrors = asked.flatMap((target, index) => {
    const path = ["input", "changes", String(index)];
    const found = targetProblem(state, target, { name, path, refuse });
    const level = levelFor(state, target);
    const after = (level ? quantityOf(level, name) : 0) + target.delta;
    return found ?? boundProblem(after, { most: MOST_ADJUSTED, path: [...path, "delta"], refuse }) ?? [];
  });
  if (userErrors.length > 0) return answer(userErrors);
  const changes = asked.flatMap((target): Change[] => {
    const level = levelFor(state, target);
    return level ? [{ level, name, delta: target.delta }] : [];
  });
  return answer([], apply(state, changes, input));
}
