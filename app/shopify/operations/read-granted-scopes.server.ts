import { z } from "zod";
import type { AdminClient } from "../admin-client.server";

const document = `#graphql
  query ReadGrantedScopes {
    currentAppInstallation { accessScopes { handle } }
  }
`;

const schema = z.object({
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});

/** The access scopes that the shop has really granted, which may be fewer than the app asks for now. */
export async function readGrantedScopes(admin: AdminClient): Promise<string[]> {
  const answer = await admin.run({ name: "ReadGrantedScopes", document, variables: {}, schema });
  return answer.currentAppInstallation.accessScopes.map(({ handle }) => handle);
}
