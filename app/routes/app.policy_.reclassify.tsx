import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { db } from "~/db.server";
import { authenticateAdmin } from "~/shopify.server";
import { tryRules } from "~/workflows/try-rules.server";

const LONGEST_FORM = 1_000_000;
const form = z.object({ change: z.string().max(LONGEST_FORM), after: z.string().max(100) });

/** What a change of the rules would reclassify, a stretch of the catalogue at a time. It changes nothing. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  if (!input.success) return Response.json({ errors: [{ path: "", code: "invalid-request" }] }, { status: 400 });
  const tried = await tryRules(db, { shop, change: jsonOf(input.data.change), after: input.data.after });
  return tried.ok ? Response.json(tried.value) : Response.json({ errors: tried.error }, { status: 422 });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
