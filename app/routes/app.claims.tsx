import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { answerOf, jsonOf } from "~/form-answer";
import { authenticateAdmin } from "~/shopify.server";
import { registerClaim } from "~/workflows/register-claim.server";

/** Claims are cases: they are looked at in the list of RMAs. */
export async function loader({ request }: LoaderFunctionArgs) {
  await authenticateAdmin(request);
  return redirect(`/app/rmas${new URL(request.url).search}`);
}

/** Staff register a claim for a unit that was bought elsewhere (R36). */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const form = await request.formData();
  const input = jsonOf(String(form.get("claim") ?? ""));
  const { status, body } = answerOf(await registerClaim({ shop, userId, input, at: new Date() }));
  return data(body, { status });
}
