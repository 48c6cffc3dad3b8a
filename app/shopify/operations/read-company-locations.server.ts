import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { gid, pageInfo } from "../scalars";

const ASSIGNMENTS = `#graphql
  roleAssignments(first: 50, after: $after) { pageInfo { hasNextPage endCursor } nodes { companyLocation { id } } }
`;

const document = `#graphql
  query ReadCompanyLocations($id: ID!, $after: String) {
    customer(id: $id) { companyContactProfiles { id ${ASSIGNMENTS} } }
  }
`;

const moreDocument = `#graphql
  query ReadMoreCompanyLocations($id: ID!, $after: String!) {
    companyContact(id: $id) { ${ASSIGNMENTS} }
  }
`;

const roleAssignments = z.object({
  pageInfo,
  nodes: z.array(z.object({ companyLocation: z.object({ id: gid("CompanyLocation") }) })),
});
const schema = z.object({
  customer: z
    .object({ companyContactProfiles: z.array(z.object({ id: gid("CompanyContact"), roleAssignments })) })
    .nullable(),
});
const moreSchema = z.object({ companyContact: z.object({ roleAssignments }).nullable() });

type Assignments = z.output<typeof roleAssignments>;

/**
 * The company locations that a customer orders for as a contact, whatever the role; none for somebody who orders for
 * themselves. https://shopify.dev/docs/api/admin-graphql/latest/objects/CompanyContact
 */
export async function readCompanyLocations(admin: AdminClient, customerId: string): Promise<string[]> {
  const variables = { id: customerId };
  const { customer } = await admin.run({ name: "ReadCompanyLocations", document, variables, schema });
  const profiles = customer?.companyContactProfiles ?? [];
  const pages = await Promise.all(profiles.map((profile) => withMore(admin, profile.id, profile.roleAssignments)));
  return pages.flat();
}

async function withMore(admin: AdminClient, id: string, { pageInfo, nodes }: Assignments): Promise<string[]> {
  const found = nodes.map(({ companyLocation }) => companyLocation.id);
  if (!pageInfo.hasNextPage || pageInfo.endCursor === null) return found;
  const { companyContact } = await admin.run({
    name: "ReadMoreCompanyLocations",
    document: moreDocument,
    variables: { id, after: pageInfo.endCursor },
    schema: moreSchema,
  });
  return companyContact === null ? found : [...found, ...(await withMore(admin, id, companyContact.roleAssignments))];
}
