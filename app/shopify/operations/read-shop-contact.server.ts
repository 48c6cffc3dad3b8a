import { z } from "zod";
import type { AdminClient } from "../admin-client.server";

const document = `#graphql
  query ReadShopContact {
    shop {
      name contactEmail
      shopAddress { company address1 address2 city provinceCode zip country phone }
    }
  }
`;

const text = z.string().nullable();

const schema = z.object({
  shop: z.object({
    name: z.string(),
    contactEmail: z.string(),
    shopAddress: z.object({
      company: text,
      address1: text,
      address2: text,
      city: text,
      provinceCode: text,
      zip: text,
      country: text,
      phone: text,
    }),
  }),
});

export interface ShopContact {
  name: string;
  email: string;
  /** As on an envelope, the shop's name first. */
  address: string[];
}

/** How the shop is written to: its name, e-mail and postal address as buyers see them. */
export async function readShopContact(admin: AdminClient): Promise<ShopContact> {
  const { shop } = await admin.run({ name: "ReadShopContact", document, variables: {}, schema });
  const { company, address1, address2, city, provinceCode, zip, country, phone } = shop.shopAddress;
  const place = [city, provinceCode, zip].filter(Boolean).join(" ");
  const lines = [company || shop.name, address1, address2, place, country, phone];
  return { name: shop.name, email: shop.contactEmail, address: lines.flatMap((line) => line || []) };
}
