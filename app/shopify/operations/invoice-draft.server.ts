import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, gid, userErrors } from "../scalars";
import type { InvoicedItem } from "./invoice-order.server";

const createDocument = `#graphql
  mutation CreateInvoiceDraft($input: DraftOrderInput!) {
    draftOrderCreate(input: $input) { draftOrder { id } userErrors { field message } }
  }
`;

const createSchema = z.object({
  draftOrderCreate: z.object({ draftOrder: z.object({ id: gid("DraftOrder") }).nullable(), userErrors }),
});

/** What is claimed, and from whom: the customer, or the company as it ordered. Who it is goes on to Shopify and is stored nowhere. */
export interface NewInvoiceDraft {
  item: InvoicedItem;
  buyer: Readonly<Record<string, unknown>> | null;
  email: string;
  tag: string;
  note: string;
}

/** Makes a draft order of one item. Shopify has no key for it: whoever makes one looks for an earlier one first. @throws ShopifyUserErrors */
export async function createInvoiceDraft(
  admin: AdminClient,
  { item, buyer, email, tag, note }: NewInvoiceDraft,
): Promise<string> {
  const { title, price } = item;
  const line = { title, quantity: 1, originalUnitPriceWithCurrency: price, requiresShipping: false, taxable: false };
  const input = {
    lineItems: [line],
    presentmentCurrencyCode: price.currencyCode,
    email,
    tags: [tag],
    note,
    ...(buyer === null ? {} : { purchasingEntity: buyer }),
  };
  const request = { name: "CreateInvoiceDraft", document: createDocument, variables: { input }, schema: createSchema };
  const { draftOrder, userErrors: errors } = (await admin.run(request)).draftOrderCreate;
  assertNoUserErrors("CreateInvoiceDraft", errors);
  if (draftOrder === null) throw new Error("Shopify made no draft order and said no error");
  return draftOrder.id;
}

const sendDocument = `#graphql
  mutation SendDraftInvoice($id: ID!, $email: EmailInput!) {
    draftOrderInvoiceSend(id: $id, email: $email) { userErrors { field message } }
  }
`;

/** Has Shopify mail the link by which a draft order is paid; the draft says so afterwards. @throws ShopifyUserErrors */
export async function sendDraftInvoice(
  admin: AdminClient,
  { draftOrderId, to, message }: { draftOrderId: string; to: string; message: string },
): Promise<void> {
  const { draftOrderInvoiceSend } = await admin.run({
    name: "SendDraftInvoice",
    document: sendDocument,
    variables: { id: draftOrderId, email: { to, customMessage: message } },
    schema: z.object({ draftOrderInvoiceSend: z.object({ userErrors }) }),
  });
  assertNoUserErrors("SendDraftInvoice", draftOrderInvoiceSend.userErrors);
}
