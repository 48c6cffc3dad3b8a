import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, userErrors } from "../scalars";

const document = `#graphql
  mutation TriggerFlow($handle: String!, $payload: JSON!) {
    flowTriggerReceive(handle: $handle, payload: $payload) { userErrors { field message } }
  }
`;

const schema = z.object({ flowTriggerReceive: z.object({ userErrors }) });

export interface FlowTrigger {
  /** Of the extension that declares the trigger. */
  handle: string;
  /** By the keys of its fields. */
  payload: Readonly<Record<string, string | number>>;
}

/**
 * Starts the workflows that begin with a trigger of ours. Shopify knows no key for it: told twice, they run twice.
 * https://shopify.dev/docs/apps/build/flow/triggers/reference
 */
export async function triggerFlow(admin: AdminClient, { handle, payload }: FlowTrigger): Promise<void> {
  const variables = { handle, payload };
  const { flowTriggerReceive } = await admin.run({ name: "TriggerFlow", document, variables, schema });
  assertNoUserErrors("TriggerFlow", flowTriggerReceive.userErrors);
}
