import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { gid } from "../scalars";

const document = `#graphql
  query ReadShop {
    shop { id name ianaTimezone currencyCode }
  }
`;

const schema = z.object({
  shop: z.object({ id: gid("Shop"), name: z.string(), ianaTimezone: z.string(), currencyCode: z.string() }),
});

export type ReadShop = z.output<typeof schema>["shop"];

/** What the policy needs to know of the shop: its time zone decides every last day (R5). */
export async function readShop(admin: AdminClient): Promise<ReadShop> {
  const { shop } = await admin.run({ name: "ReadShop", document, variables: {}, schema });
  return shop;
}
