import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { gid, pageInfo } from "../scalars";

// A product costs a point or two here: the whole catalogue is read every night.
const document = `#graphql
  query ReadListings($after: String) {
    products(first: 250, after: $after, sortKey: ID) {
      pageInfo { hasNextPage endCursor }
      nodes { id status onlineStoreUrl }
    }
  }
`;

const schema = z.object({
  products: z.object({
    pageInfo,
    nodes: z.array(
      z.object({
        id: gid("Product"),
        status: z.enum(["ACTIVE", "ARCHIVED", "DRAFT", "UNLISTED"]),
        onlineStoreUrl: z.string().nullable(),
      }),
    ),
  }),
});

/** What of a product says whether it is listed on the website (R30). */
export type ReadListing = z.output<typeof schema>["products"]["nodes"][number];

/** The listing of every product, page by page: publishing changes it without changing the product. */
export async function* readListingPages(admin: AdminClient): AsyncGenerator<ReadListing[]> {
  for (let after: string | null = null; ;) {
    const request = { name: "ReadListings", document, variables: { after }, schema };
    const answer: z.output<typeof schema> = await admin.run(request);
    yield answer.products.nodes;
    const { hasNextPage, endCursor } = answer.products.pageInfo;
    if (!hasNextPage) return;
    after = endCursor;
  }
}
