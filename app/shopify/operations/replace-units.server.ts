import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, dateTime, gid, pageInfo, userErrors } from "../scalars";

const DRAFT = `#graphql
  id status order { id name }
`;

const draft = z.object({
  id: gid("DraftOrder"),
  status: z.enum(["OPEN", "INVOICE_SENT", "COMPLETED"]),
  order: z.object({ id: gid("Order"), name: z.string() }).nullable(),
});

/** A draft order, and the order that it became once it was completed. */
export type DraftOrder = z.output<typeof draft>;

const payload = z.object({ draftOrder: draft.nullable(), userErrors });

const readDocument = `#graphql
  query ReadDraftOrder($id: ID!) { draftOrder(id: $id) { ${DRAFT} } }
`;

/** A draft order as it is now; null when it is gone. */
export async function readDraftOrder(admin: AdminClient, id: string): Promise<DraftOrder | null> {
  const schema = z.object({ draftOrder: draft.nullable() });
  const request = { name: "ReadDraftOrder", document: readDocument, variables: { id }, schema };
  return (await admin.run(request)).draftOrder;
}

const latestDocument = `#graphql
  query ReadLatestDraftOrders($after: String) {
    draftOrders(first: 50, after: $after, sortKey: ID, reverse: true) {
      pageInfo { hasNextPage endCursor }
      nodes { ${DRAFT} createdAt note2 }
    }
  }
`;

const latestSchema = z.object({
  draftOrders: z.object({
    pageInfo,
    nodes: z.array(draft.extend({ createdAt: dateTime, note2: z.string().nullable() })),
  }),
});

/**
 * The draft order with a note, among those made since an instant; null when there is none. They are walked newest first rather
 * than searched: Shopify's search learns of a draft some time after it was made.
 */
export async function findDraftOrder(
  admin: AdminClient,
  { note, since }: { note: string; since: Date },
): Promise<DraftOrder | null> {
  for (let after: string | null = null; ;) {
    const answer: z.output<typeof latestSchema> = await admin.run({
      name: "ReadLatestDraftOrders",
      document: latestDocument,
      variables: { after },
      schema: latestSchema,
    });
    const { nodes, pageInfo: page } = answer.draftOrders;
    const found = nodes.find(({ note2 }) => note2 === note);
    if (found !== undefined) return found;
    const last = nodes.at(-1);
    if (!page.hasNextPage || last === undefined || last.createdAt < since) return null;
    after = page.endCursor;
  }
}

const createDocument = `#graphql
  mutation CreateReplacement($input: DraftOrderInput!) {
    draftOrderCreate(input: $input) { draftOrder { ${DRAFT} } userErrors { field message } }
  }
`;

/** What a replacement is made of. The address is passed on and stored nowhere. */
export interface NewReplacement {
  lines: readonly { variantId: string; quantity: number }[];
  /** Who gets it: the customer, or the company as it ordered; null for a unit bought elsewhere. */
  buyer: Readonly<Record<string, unknown>> | null;
  email: string | null;
  shippingAddress: Readonly<Record<string, unknown>> | null;
  currencyCode: string;
  tag: string;
  note: string;
}

/** Makes a draft order that costs nothing: 100 % off. Shopify has no key for it: whoever makes one looks for an earlier one first. @throws ShopifyUserErrors */
export async function createReplacement(admin: AdminClient, replacement: NewReplacement): Promise<DraftOrder> {
  const { lines, buyer, email, shippingAddress, currencyCode, tag, note } = replacement;
  const input = {
    lineItems: lines,
    appliedDiscount: { value: 100, valueType: "PERCENTAGE", title: "Warranty" },
    tags: [tag],
    note,
    presentmentCurrencyCode: currencyCode,
    ...(buyer === null ? {} : { purchasingEntity: buyer }),
    ...(email === null ? {} : { email }),
    ...(shippingAddress === null ? {} : { shippingAddress }),
  };
  const schema = z.object({ draftOrderCreate: payload });
  const request = { name: "CreateReplacement", document: createDocument, variables: { input }, schema };
  return draftOf("CreateReplacement", (await admin.run(request)).draftOrderCreate);
}

const completeDocument = `#graphql
  mutation CompleteReplacement($id: ID!) {
    draftOrderComplete(id: $id) { draftOrder { ${DRAFT} } userErrors { field message } }
  }
`;

/** Turns a draft order into an order, which Shopify does once. @throws ShopifyUserErrors */
export async function completeReplacement(admin: AdminClient, id: string): Promise<DraftOrder> {
  const schema = z.object({ draftOrderComplete: payload });
  const request = { name: "CompleteReplacement", document: completeDocument, variables: { id }, schema };
  return draftOf("CompleteReplacement", (await admin.run(request)).draftOrderComplete);
}

function draftOf(operation: string, { draftOrder, userErrors: errors }: z.output<typeof payload>): DraftOrder {
  assertNoUserErrors(operation, errors);
  if (draftOrder === null) throw new Error("Shopify made no draft order and said no error");
  return draftOrder;
}
