import { z } from "zod";
import { LINE_SELECTION, ORDER_SELECTION, selectedLine, selectedOrder } from "./order-selection";
import { PRODUCT_FIELDS } from "./product-selection";
import { dateTime, gid } from "./scalars";

/** Which orders a reading of the history asks for. */
interface History {
  /** The instant from which on they were placed; null for everything that Shopify shows. */
  since: Date | null;
  /** Names the operation, so that one that a dead worker began is recognised. */
  mark: string;
}

// A bulk query takes no variables: what is put into it is an instant and an id, both our own.

/** Every order with its lines, for a bulk operation. */
export const ordersQuery = ({ since, mark }: History): string => `
  query Orders_${mark} {
    orders(query: "${since === null ? "" : `created_at:>='${since.toISOString()}' `}status:any") {
      edges { node {
        ${ORDER_SELECTION}
        lineItems { edges { node { ${LINE_SELECTION} product { ${PRODUCT_FIELDS} } } } }
      } }
    }
  }
`;

/**
 * What shipped. A bulk query may hold no connection inside a list, and an order's fulfillments are one: so they are asked
 * for from the other side, through the fulfillment orders, as a second operation. These changed no earlier than their order
 * was placed.
 */
export const shipmentsQuery = ({ since, mark }: History): string => `
  query Shipments_${mark} {
    fulfillmentOrders(includeClosed: true${since === null ? "" : `, query: "updated_at:>='${since.toISOString()}'"`}) {
      edges { node {
        id
        fulfillments { edges { node {
          id status createdAt order { id }
          fulfillmentLineItems { edges { node { id quantity lineItem { id } } } }
        } } }
      } }
    }
  }
`;

/** A row of a result file as staged: whose it is, and its line. */
export interface HistoryRow {
  kind: "order" | "line" | "shipment" | "shipped";
  ownerId: string;
  id: string;
}

const row = z.object({
  id: z.string().regex(/^gid:\/\/shopify\/\w+\/\w+/),
  __parentId: z.string().optional(),
  order: z.object({ id: gid("Order") }).optional(),
});

/**
 * Whose a line of a result file is: `ignored` for what is only on the way to something else, null for a line that is
 * not what was asked for.
 */
export function historyRow(value: unknown): HistoryRow | "ignored" | null {
  const parsed = row.safeParse(value);
  if (!parsed.success) return null;
  const { id, __parentId: parentId, order } = parsed.data;
  switch (id.split("/")[3]) {
    case "Order":
      return { kind: "order", ownerId: id, id };
    case "LineItem":
      return parentId === undefined ? null : { kind: "line", ownerId: parentId, id };
    case "Fulfillment":
      return order === undefined ? null : { kind: "shipment", ownerId: order.id, id };
    case "FulfillmentLineItem":
      return parentId === undefined ? null : { kind: "shipped", ownerId: parentId, id };
    case "FulfillmentOrder":
      return "ignored";
    default:
      return null;
  }
}

export const historyOrder = selectedOrder;
export const historyLine = selectedLine;

export const historyShipment = z.object({ id: gid("Fulfillment"), status: z.string(), createdAt: dateTime });

export const shippedUnits = z.object({ quantity: z.int(), lineItem: z.object({ id: gid("LineItem") }) });
