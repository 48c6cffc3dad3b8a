import type { AdminClient } from "~/shopify/admin-client.server";
import { readFulfillment, type ReadFulfillment } from "~/shopify/operations/read-fulfillment.server";

/** Reads each fulfillment once, however many lines of a large return ask for it. */
export function fulfillmentsOnce(admin: AdminClient): (id: string) => Promise<ReadFulfillment | null> {
  const reading = new Map<string, Promise<ReadFulfillment | null>>();
  return (id) => {
    const underWay = reading.get(id) ?? readFulfillment(admin, id);
    reading.set(id, underWay);
    return underWay;
  };
}
