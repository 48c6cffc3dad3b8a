import { isServicePlace } from "../../fulfilment/actions.ts";
import type { Units } from "../../fulfilment/carve.ts";
import { findFulfillmentOrder, type FoundFulfillmentOrder } from "../../fulfilment/find.ts";
import type { FulfillmentOrderRecord } from "../../fulfilment/records.ts";
import type { StoreState } from "../../state.ts";
import { apiError, type ApiContext, type View } from "../view.ts";

export interface LineInput {
  id: string;
  quantity: number;
}

/** @throws GraphQLError as Shopify answers an id that is not there: a fault of the whole field, no userError. */
export function invalidId(id: string): never {
  throw apiError(`Invalid id: ${id}`, "RESOURCE_NOT_FOUND");
}

/** The fulfillment order that a mutation may change; one that the token's scopes do not open is not there for it. */
export function writable(state: StoreState, id: string, { scopes }: ApiContext): FoundFulfillmentOrder | null {
  const found = findFulfillmentOrder(state, id);
  if (!found) return null;
  const scope = isServicePlace(state, found.record)
    ? "write_third_party_fulfillment_orders"
    : "write_merchant_managed_fulfillment_orders";
  return scopes.has(scope) ? found : null;
}

export const writableOrInvalid = (state: StoreState, id: string, context: ApiContext): FoundFulfillmentOrder =>
  writable(state, id, context) ?? invalidId(id);

/** A userError; `code` only where its type has one. */
export const problem = (
  type: string,
  field: readonly string[] | null,
  message: string,
  code?: string | null,
): View => ({
  __typename: type,
  field,
  message,
  ...(code === undefined ? {} : { code }),
});

export const unitsOf = (lines: readonly LineInput[]): Units => new Map(lines.map(({ id, quantity }) => [id, quantity]));

/** Whether each named line is in it with that many units left to ship. */
export const hasUnits = ({ lines }: FulfillmentOrderRecord, asked: readonly LineInput[]): boolean =>
  asked.every(({ id, quantity }) => quantity <= (lines.find((line) => line.id === id)?.remaining ?? 0));

export const namesTwice = (lines: readonly LineInput[]): boolean =>
  new Set(lines.map(({ id }) => id)).size < lines.length;
