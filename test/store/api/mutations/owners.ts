import type { StoreState } from "../../state.ts";
import { restId } from "../../state.ts";
import { emitOrder, emitProduct } from "../../webhooks/emit.ts";
import type { View } from "../view.ts";
import { customerView } from "../views/customer-view.ts";
import { orderView } from "../views/order-view.ts";
import { productView } from "../views/product-view.ts";

/** Something that carries tags and metafields. */
export interface Owner {
  type: string;
  tags: string[];
  view: () => View;
  /** Moves `updatedAt` and tells the app, as any other change of it would. */
  changed: () => void;
}

/** Orders, products and customers; null for an id that is not there or of a type that takes no tags. */
export function findOwner(state: StoreState, id: string): Owner | null {
  const order = state.orders.get(id);
  if (order)
    return {
      type: "Order",
      tags: order.tags,
      view: () => orderView(state, order),
      changed: () => emitOrder(state, order, "orders/updated"),
    };
  const product = state.products.get(id);
  if (product)
    return {
      type: "Product",
      tags: product.tags,
      view: () => productView(state, product),
      changed: () => emitProduct(state, product, "products/update"),
    };
  const customer = state.customers.get(id);
  if (customer)
    return {
      type: "Customer",
      tags: customer.tags,
      view: () => customerView(state, customer),
      changed: () => undefined,
    };
  return null;
}

/** Whether a metafield can stand on it: the above, variants and the shop. */
export const isMetafieldOwner = (state: StoreState, id: string): boolean =>
  findOwner(state, id) !== null ||
  id === "gid://shopify/Shop/1" ||
  [...state.products.values()].some(({ variant }) => variant.id === id && restId(id) > 0);
