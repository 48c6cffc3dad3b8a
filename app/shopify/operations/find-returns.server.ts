import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { gid } from "../scalars";
import { returnStatus } from "../return-status";

const document = `#graphql
  query FindReturns($orderId: ID!) {
    order(id: $orderId) {
      returns(first: 50) {
        nodes {
          id name status
          returnLineItems(first: 1) { nodes { id ... on ReturnLineItem { returnReasonNote } } }
        }
      }
    }
  }
`;

const schema = z.object({
  order: z
    .object({
      returns: z.object({
        nodes: z.array(
          z.object({
            id: gid("Return"),
            name: z.string(),
            status: returnStatus,
            returnLineItems: z.object({
              nodes: z.array(z.object({ returnReasonNote: z.string().nullish() })),
            }),
          }),
        ),
      }),
    })
    .nullable(),
});

export interface FoundReturn {
  returnId: string;
  name: string;
  status: z.output<typeof returnStatus>;
  /** What the first of its lines says; ours carry their RMA number. */
  note: string;
}

/** The returns of an order, ours and others'. */
export async function findReturns(admin: AdminClient, orderId: string): Promise<FoundReturn[]> {
  const { order } = await admin.run({ name: "FindReturns", document, variables: { orderId }, schema });
  return (order?.returns.nodes ?? []).map(({ id, name, status, returnLineItems }) => ({
    returnId: id,
    name,
    status,
    note: returnLineItems.nodes[0]?.returnReasonNote ?? "",
  }));
}
