import { z } from "zod";
import type { AdminClient } from "../admin-client.server";

const document = `#graphql
  query ReadCorrespondent($orderId: ID!) {
    order(id: $orderId) {
      email customerLocale
      customer { locale defaultEmailAddress { emailAddress } }
    }
  }
`;

const schema = z.object({
  order: z
    .object({
      email: z.string().nullable(),
      customerLocale: z.string().nullable(),
      customer: z
        .object({
          locale: z.string().nullable(),
          defaultEmailAddress: z.object({ emailAddress: z.string() }).nullable(),
        })
        .nullable(),
    })
    .nullable(),
});

export interface Correspondent {
  email: string | null;
  locale: string | null;
}

/** Where and in which language the customer of an order is written to: the order's word first, then the customer's. */
export async function readCorrespondent(admin: AdminClient, orderId: string): Promise<Correspondent> {
  const { order } = await admin.run({ name: "ReadCorrespondent", document, variables: { orderId }, schema });
  if (order === null) return { email: null, locale: null };
  const { email, customerLocale, customer } = order;
  return {
    email: email ?? customer?.defaultEmailAddress?.emailAddress ?? null,
    locale: customerLocale ?? customer?.locale ?? null,
  };
}
