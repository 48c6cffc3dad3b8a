import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { db } from "~/db.server";
import { currentPolicy, listPolicies } from "~/db/policy-repository.server";
import { authenticateAdmin } from "~/shopify.server";

const version = z.coerce.number().int().positive();

/** A version of the policy as a JSON file that the import takes; without a number the one in force. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const asked = new URL(request.url).searchParams.get("version");
  const policy = asked === null ? await currentPolicy(db, shop) : await versionOf(shop, version.safeParse(asked).data);
  if (policy === undefined) throw Response.json({ error: "version-not-found" }, { status: 404 });
  return new Response(`${JSON.stringify(policy.settings, null, 2)}\n`, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="policy-version-${policy.version}.json"`,
      "Cache-Control": "no-store",
    },
  });
}

const versionOf = async (shop: string, wanted: number | undefined) =>
  (await listPolicies(db, shop)).find((policy) => policy.version === wanted);
