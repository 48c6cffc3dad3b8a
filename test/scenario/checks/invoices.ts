import { z } from "zod";
import { defineCheck } from "../verb.ts";

/** What a customer was asked to pay because of an order: the mails with a link, and where at Shopify they lead. */
export const invoicesCheck = defineCheck({
  args: z.strictObject({
    order: z.string(),
    sent: z.unknown().exactOptional(),
    items: z.unknown().exactOptional(),
    drafts: z.unknown().exactOptional(),
  }),
  read: async ({ store }, { order }) => {
    const { id, lines } = store.order(order);
    const drafts = store.draftsTagged(`rma-desk:difference-of-${order}`);
    const places = new Set([id, ...drafts.map((draft) => draft.id)]);
    return {
      order,
      sent: store.sentInvoices().flatMap(({ of, amount }) => (places.has(of) ? [amount] : [])),
      items: lines.flatMap(({ sku, title }) => (sku === null ? [title] : [])),
      drafts: drafts.map(({ lines: [title] }) => title),
    };
  },
});
