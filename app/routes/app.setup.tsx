import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { db } from "~/db.server";
import { confirmStep, CONFIRMED_STEPS, unconfirmStep } from "~/db/setup-repository.server";
import { authenticateAdmin } from "~/shopify.server";
import { readMissingScopes } from "~/workflows/read-setup.server";

/** What the shop has not granted, asked at Shopify; null when it could not be asked. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  return { missing: await readMissingScopes(db, shop) };
}

const form = z.object({ step: z.enum(CONFIRMED_STEPS), done: z.enum(["yes", "no"]) });

/** Somebody says of a step what the app cannot see, or takes it back. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  if (!input.success) return data({ error: "invalid-request" as const }, { status: 400 });
  const { step, done } = input.data;
  if (done === "yes") await confirmStep(db, { shop, step, by: `user:${userId}`, at: new Date() });
  else await unconfirmStep(db, shop, step);
  return data({ step, done });
}
