import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { dateTime, gid, pageInfo, presentmentMoney } from "../scalars";

const document = `#graphql
  query ReadRefund($id: ID!, $after: String) {
    refund(id: $id) {
      id createdAt note
      order { id disputes { initiatedAs status } }
      return { id exchangeLineItems(first: 1) { nodes { id } } }
      totalRefundedSet { presentmentMoney { amount currencyCode } }
      duties { amountSet { presentmentMoney { amount currencyCode } } }
      refundShippingLines(first: 20) {
        nodes {
          subtotalAmountSet { presentmentMoney { amount currencyCode } }
          taxAmountSet { presentmentMoney { amount currencyCode } }
        }
      }
      refundLineItems(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          quantity restockType
          lineItem { id }
          subtotalSet { presentmentMoney { amount currencyCode } }
          totalTaxSet { presentmentMoney { amount currencyCode } }
        }
      }
    }
  }
`;

const line = z.object({
  quantity: z.int().nonnegative(),
  restockType: z.enum(["CANCEL", "LEGACY_RESTOCK", "NO_RESTOCK", "RETURN"]),
  lineItem: z.object({ id: gid("LineItem") }),
  subtotalSet: presentmentMoney,
  totalTaxSet: presentmentMoney,
});

const schema = z.object({
  refund: z
    .object({
      id: gid("Refund"),
      createdAt: dateTime.nullable(),
      note: z.string().nullable(),
      order: z.object({
        id: gid("Order"),
        disputes: z.array(z.object({ initiatedAs: z.string(), status: z.string() })),
      }),
      return: z
        .object({ id: gid("Return"), exchangeLineItems: z.object({ nodes: z.array(z.object({ id: z.string() })) }) })
        .nullable(),
      totalRefundedSet: presentmentMoney,
      duties: z.array(z.object({ amountSet: presentmentMoney })).nullable(),
      refundShippingLines: z.object({
        nodes: z.array(z.object({ subtotalAmountSet: presentmentMoney, taxAmountSet: presentmentMoney })),
      }),
      refundLineItems: z.object({ pageInfo, nodes: z.array(line) }),
    })
    .nullable(),
});

type Answer = NonNullable<z.output<typeof schema>["refund"]>;
type ReadRefundLine = z.output<typeof line>;

export type ReadRefund = Omit<Answer, "refundLineItems"> & { lines: ReadRefundLine[] };

/** A refund with all its lines; null when there is none. https://shopify.dev/docs/api/admin-graphql/latest/objects/Refund */
export async function readRefund(admin: AdminClient, refundId: string): Promise<ReadRefund | null> {
  const lines: ReadRefundLine[] = [];
  for (let after: string | null = null; ;) {
    const variables = { id: refundId, after };
    const answer: z.output<typeof schema> = await admin.run({ name: "ReadRefund", document, variables, schema });
    if (answer.refund === null) return null;
    const { refundLineItems, ...rest } = answer.refund;
    lines.push(...refundLineItems.nodes);
    const { hasNextPage, endCursor } = refundLineItems.pageInfo;
    if (!hasNextPage) return { ...rest, lines };
    after = endCursor;
  }
}
