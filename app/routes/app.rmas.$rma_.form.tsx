import type { LoaderFunctionArgs } from "@remix-run/node";
import { authenticateAdmin } from "~/shopify.server";
import { formForStaff } from "~/workflows/open-form.server";

/** The form of a case as PDF, as it was mailed to the customer, for staff. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const { shop } = await authenticateAdmin(request);
  const form = await formForStaff(shop, params["rma"] ?? "");
  if (form === null) return Response.json({ error: "rma-not-found" }, { status: 404 });
  return new Response(Uint8Array.from(form.content), {
    headers: {
      "Content-Type": form.type,
      "Content-Disposition": `attachment; filename="${form.name}"`,
      "Cache-Control": "private, no-store",
    },
  });
}
