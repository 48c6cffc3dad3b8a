import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { presentmentMoney } from "../scalars";

const document = `#graphql
  query ReadShipping($id: ID!) {
    order(id: $id) {
      totalShippingPriceSet { presentmentMoney { amount currencyCode } }
      totalRefundedShippingSet { presentmentMoney { amount currencyCode } }
    }
  }
`;

const schema = z.object({
  order: z.object({ totalShippingPriceSet: presentmentMoney, totalRefundedShippingSet: presentmentMoney }).nullable(),
});

/** Shipping as charged and as paid back so far, decimal strings in the order's currency; null for no order. */
export async function readShipping(
  admin: AdminClient,
  orderId: string,
): Promise<{ charged: string; refunded: string } | null> {
  const { order } = await admin.run({ name: "ReadShipping", document, variables: { id: orderId }, schema });
  return (
    order && {
      charged: order.totalShippingPriceSet.presentmentMoney.amount,
      refunded: order.totalRefundedShippingSet.presentmentMoney.amount,
    }
  );
}
