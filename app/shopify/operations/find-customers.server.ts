import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { gid } from "../scalars";

const document = `#graphql
  query FindCustomers($query: String!) {
    customers(first: 25, query: $query) { nodes { id } }
  }
`;

const schema = z.object({ customers: z.object({ nodes: z.array(z.object({ id: gid("Customer") })) }) });

/** Characters with a meaning in Shopify's search syntax. https://shopify.dev/docs/api/usage/search-syntax */
const SPECIAL = /[\\:()"'*]/g;

/** A word as it stands; one that would be an operator is only a word in lower case. */
const escaped = (word: string): string =>
  word
    .replace(/^-+/, "")
    .replace(SPECIAL, "\\$&")
    .replace(/^(AND|OR|NOT)$/, (operator) => operator.toLowerCase());

/**
 * The ids of customers whose name, e-mail or telephone number holds every word. Only ids are read: who they are stays
 * at Shopify.
 */
export async function findCustomers(admin: AdminClient, words: readonly string[]): Promise<string[]> {
  const variables = { query: words.map(escaped).join(" ") };
  const { customers } = await admin.run({ name: "FindCustomers", document, variables, schema });
  return customers.nodes.map(({ id }) => id);
}
