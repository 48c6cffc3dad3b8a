import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { gid } from "../scalars";

const document = `#graphql
  query ReadRecipient($id: ID!) {
    order(id: $id) {
      email
      customer { id }
      purchasingEntity { ... on PurchasingCompany { company { id } location { id } contact { id } } }
      shippingAddress { firstName lastName company address1 address2 city provinceCode zip countryCodeV2 phone }
    }
  }
`;

const text = z.string().nullable();
const address = z
  .object({
    firstName: text,
    lastName: text,
    company: text,
    address1: text,
    address2: text,
    city: text,
    provinceCode: text,
    zip: text,
    countryCodeV2: text,
    phone: text,
  })
  .nullable();

const order = z.object({
  email: text,
  customer: z.object({ id: gid("Customer") }).nullable(),
  purchasingEntity: z
    .object({
      company: z.object({ id: gid("Company") }).optional(),
      location: z.object({ id: gid("CompanyLocation") }).optional(),
      contact: z
        .object({ id: gid("CompanyContact") })
        .nullable()
        .optional(),
    })
    .nullable(),
  shippingAddress: address,
});

/** To whom, and where, goods of an order go: for another shipment to them, to be stored nowhere. */
export interface Recipient {
  email: string | null;
  /** As a draft order names its buyer. */
  buyer: Readonly<Record<string, unknown>> | null;
  shippingAddress: Readonly<Record<string, unknown>> | null;
}

/** Who got an order, as a draft order wants to be told; null when the order is gone. */
export async function readRecipient(admin: AdminClient, id: string): Promise<Recipient | null> {
  const schema = z.object({ order: order.nullable() });
  const { order: found } = await admin.run({ name: "ReadRecipient", document, variables: { id }, schema });
  if (found === null) return null;
  return { email: found.email, buyer: buyerOf(found), shippingAddress: addressInput(found.shippingAddress) };
}

function buyerOf({ customer, purchasingEntity }: z.output<typeof order>): Recipient["buyer"] {
  const { company, location, contact } = purchasingEntity ?? {};
  if (company && location && contact) {
    const ids = { companyId: company.id, companyLocationId: location.id, companyContactId: contact.id };
    return { purchasingCompany: ids };
  }
  return customer === null ? null : { customerId: customer.id };
}

function addressInput(found: z.output<typeof address>): Recipient["shippingAddress"] {
  if (found === null) return null;
  const { countryCodeV2: countryCode, ...rest } = found;
  return Object.fromEntries(Object.entries({ ...rest, countryCode }).filter(([, value]) => value !== null));
}
