import { setTimeout as sleep } from "node:timers/promises";
import { db } from "~/db.server";
import { ShopifyAccessLost } from "~/errors";
import { readCompanyLocations } from "~/shopify/operations/read-company-locations.server";
import { forWorkingShop } from "./working-shop.server";

export interface Caller {
  shop: string;
  /** From the session token. */
  customerId: string;
}

/** Whom an order, or a case of it, belongs to. */
export interface Belongings {
  customerId: string | null;
  /** Of an order that a company bought. */
  companyLocationId: string | null;
}

/**
 * Whose an order is (R41): its customer's, and everybody's who may order for the company location that it was bought for.
 * Who may, Shopify says at that moment: a contact who left loses the order with the role.
 * @throws Fault when Shopify cannot be asked now.
 */
export async function ownsOrder({ shop, customerId }: Caller, order: Belongings): Promise<boolean> {
  if (order.customerId === customerId) return true;
  if (order.companyLocationId === null) return false;
  const locations = await forWorkingShop(db, { shop, priority: "person" }, ({ admin }) =>
    readCompanyLocations(admin, customerId),
  );
  if (locations === null) throw new ShopifyAccessLost(`Work for ${shop} is paused`);
  return locations.includes(order.companyLocationId);
}

/** Longer than finding out takes, so that the time of a refusal says nothing of what was found out. */
const REFUSED_AFTER_MS = 400;

/**
 * What is the caller's own; or null after the same time whether it is somebody else's or not there (R41): what is there
 * takes longer to read. Where Shopify is slow the time is a multiple.
 */
export async function findEvenly<T>(find: () => Promise<T | null>): Promise<T | null> {
  const begun = performance.now();
  const found = await find();
  if (found === null) await sleep(REFUSED_AFTER_MS - ((performance.now() - begun) % REFUSED_AFTER_MS));
  return found;
}
