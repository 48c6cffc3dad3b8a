import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, gid, pageInfo, userErrors } from "../scalars";

const readDocument = `#graphql
  query ReadInvoicedOrder($id: ID!, $after: String) {
    order(id: $id) {
      merchantEditable
      lineItems(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id title currentQuantity variant { id } }
      }
      events(first: 50, sortKey: ID, reverse: true) { nodes { id action attributeToApp } }
    }
  }
`;

const line = z.object({
  id: gid("LineItem"),
  title: z.string(),
  currentQuantity: z.int(),
  variant: z.object({ id: gid("ProductVariant") }).nullable(),
});

const readSchema = z.object({
  order: z
    .object({
      merchantEditable: z.boolean(),
      lineItems: z.object({ pageInfo, nodes: z.array(line) }),
      events: z.object({
        nodes: z.array(z.object({ id: z.string(), action: z.string(), attributeToApp: z.boolean() })),
      }),
    })
    .nullable(),
});

/** What an order shows of an invoice that an app sends for it. */
export interface InvoicedOrder {
  isEditable: boolean;
  /** Items without a product that are still on it. */
  customItems: readonly { id: string; title: string }[];
  /** The newest mail that an app had Shopify send for it; null while there is none. */
  lastMailId: string | null;
}

/** An order as it stands for being invoiced; null when it is gone. */
export async function readInvoicedOrder(admin: AdminClient, id: string): Promise<InvoicedOrder | null> {
  const customItems: { id: string; title: string }[] = [];
  for (let after: string | null = null; ;) {
    const answer: z.output<typeof readSchema> = await admin.run({
      name: "ReadInvoicedOrder",
      document: readDocument,
      variables: { id, after },
      schema: readSchema,
    });
    const { order } = answer;
    if (order === null) return null;
    const { lineItems, events, merchantEditable: isEditable } = order;
    const custom = lineItems.nodes.filter(({ variant, currentQuantity }) => variant === null && currentQuantity > 0);
    customItems.push(...custom.map(({ id: lineItemId, title }) => ({ id: lineItemId, title })));
    if (!lineItems.pageInfo.hasNextPage) {
      const mail = events.nodes.find(({ action, attributeToApp }) => action === "mail_sent" && attributeToApp);
      return { isEditable, customItems, lastMailId: mail?.id ?? null };
    }
    after = lineItems.pageInfo.endCursor;
  }
}

const addDocument = `#graphql
  mutation AddInvoicedItem($id: ID!, $title: String!, $price: MoneyInput!) {
    orderEditAddCustomItem(
      id: $id, title: $title, price: $price, quantity: 1, requiresShipping: false, taxable: false
    ) { userErrors { field message } }
  }
`;

/** An item of an invoice; its tax is in the price, as it was in what was paid back. */
export interface InvoicedItem {
  title: string;
  price: { amount: string; currencyCode: string };
}

/** Puts an item into an edit that was opened; it stands on the order once the edit is committed. @throws ShopifyUserErrors */
export async function addInvoicedItem(admin: AdminClient, editId: string, item: InvoicedItem): Promise<void> {
  const { orderEditAddCustomItem } = await admin.run({
    name: "AddInvoicedItem",
    document: addDocument,
    variables: { id: editId, ...item },
    schema: z.object({ orderEditAddCustomItem: z.object({ userErrors }) }),
  });
  assertNoUserErrors("AddInvoicedItem", orderEditAddCustomItem.userErrors);
}

const sendDocument = `#graphql
  mutation SendOrderInvoice($id: ID!, $email: EmailInput!) {
    orderInvoiceSend(id: $id, email: $email) { userErrors { code field message } }
  }
`;

/** Has Shopify mail the link by which what is open of an order is paid. @throws ShopifyUserErrors */
export async function sendOrderInvoice(
  admin: AdminClient,
  { orderId, to, message }: { orderId: string; to: string; message: string },
): Promise<void> {
  const { orderInvoiceSend } = await admin.run({
    name: "SendOrderInvoice",
    document: sendDocument,
    variables: { id: orderId, email: { to, customMessage: message } },
    schema: z.object({ orderInvoiceSend: z.object({ userErrors }) }),
  });
  assertNoUserErrors("SendOrderInvoice", orderInvoiceSend.userErrors);
}
