import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { dateTime, gid, pageInfo, presentmentMoney } from "../scalars";
import { returnStatus } from "../return-status";

const document = `#graphql
  query ReadReturn($id: ID!, $after: String) {
    return(id: $id) {
      id name status createdAt requestApprovedAt
      order { id }
      refunds(first: 50) { nodes { id note totalRefundedSet { presentmentMoney { amount currencyCode } } } }
      returnLineItems(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id quantity processedQuantity
          ... on ReturnLineItem {
            returnReasonNote customerNote
            restockingFee { percentage }
            fulfillmentLineItem { id lineItem { id variant { inventoryItem { tracked } } } }
          }
        }
      }
    }
  }
`;

const line = z.object({
  id: z.string(),
  quantity: z.int(),
  processedQuantity: z.int(),
  returnReasonNote: z.string().nullish(),
  customerNote: z.string().nullish(),
  restockingFee: z.object({ percentage: z.number() }).nullish(),
  fulfillmentLineItem: z
    .object({
      id: gid("FulfillmentLineItem"),
      lineItem: z.object({
        id: gid("LineItem"),
        variant: z.object({ inventoryItem: z.object({ tracked: z.boolean() }) }).nullable(),
      }),
    })
    .nullish(),
});

const schema = z.object({
  return: z
    .object({
      id: gid("Return"),
      name: z.string(),
      status: returnStatus,
      createdAt: dateTime,
      requestApprovedAt: dateTime.nullable(),
      order: z.object({ id: gid("Order") }),
      refunds: z.object({
        nodes: z.array(
          z.object({ id: gid("Refund"), note: z.string().nullable(), totalRefundedSet: presentmentMoney }),
        ),
      }),
      returnLineItems: z.object({ pageInfo, nodes: z.array(line) }),
    })
    .nullable(),
});

type Answer = NonNullable<z.output<typeof schema>["return"]>;

/** One return line; a line of an unverified return names no fulfillment. */
interface ReadReturnLine {
  returnLineItemId: string;
  quantity: number;
  processed: number;
  note: string;
  customerNote: string | null;
  /** Percent, as Shopify keeps it; null where the line bears no fee. */
  feePercent: number | null;
  fulfillmentLineItemId: string | null;
  lineId: string | null;
  isTracked: boolean;
}

export interface ReadReturn {
  returnId: string;
  name: string;
  status: Answer["status"];
  createdAt: Date;
  orderId: string;
  refunds: { refundId: string; note: string; amount: string }[];
  lines: ReadReturnLine[];
}

/** A return with all its lines and the refunds that were made of it; null when there is none. */
export async function readReturn(admin: AdminClient, returnId: string): Promise<ReadReturn | null> {
  const lines: ReadReturnLine[] = [];
  for (let after: string | null = null; ;) {
    const variables = { id: returnId, after };
    const answer: z.output<typeof schema> = await admin.run({ name: "ReadReturn", document, variables, schema });
    const found = answer.return;
    if (found === null) return null;
    lines.push(...found.returnLineItems.nodes.map(toLine));
    const { hasNextPage, endCursor } = found.returnLineItems.pageInfo;
    if (!hasNextPage) return { ...headOf(found), lines };
    after = endCursor;
  }
}

const headOf = ({ id, name, status, createdAt, order, refunds }: Answer): Omit<ReadReturn, "lines"> => ({
  returnId: id,
  name,
  status,
  createdAt,
  orderId: order.id,
  refunds: refunds.nodes.map((refund) => ({
    refundId: refund.id,
    note: refund.note ?? "",
    amount: refund.totalRefundedSet.presentmentMoney.amount,
  })),
});

function toLine({ fulfillmentLineItem: shipped, ...node }: z.output<typeof line>): ReadReturnLine {
  return {
    returnLineItemId: node.id,
    quantity: node.quantity,
    processed: node.processedQuantity,
    note: node.returnReasonNote ?? "",
    customerNote: node.customerNote ?? null,
    feePercent: node.restockingFee?.percentage ?? null,
    ...(shipped ? shippedAs(shipped) : NOT_SHIPPED),
  };
}

const NOT_SHIPPED = { fulfillmentLineItemId: null, lineId: null, isTracked: false } as const;

const shippedAs = ({ id, lineItem }: NonNullable<z.output<typeof line>["fulfillmentLineItem"]>) => ({
  fulfillmentLineItemId: id,
  lineId: lineItem.id,
  isTracked: lineItem.variant?.inventoryItem.tracked ?? false,
});
