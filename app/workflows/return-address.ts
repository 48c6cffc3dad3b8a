import type { ShopContact } from "~/shopify/operations/read-shop-contact.server";

/** Where parcels go, as on an envelope: the merchant's word in the settings, else the address that Shopify has. */
export const returnAddress = (setting: string | null, contact: ShopContact): string[] =>
  setting === null ? contact.address : addressLines(setting);

export const addressLines = (text: string): string[] => text.split(/\r?\n/).filter((line) => line.trim() !== "");
