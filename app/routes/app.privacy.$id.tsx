import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { db } from "~/db.server";
import { dataExport } from "~/db/pages/privacy-page.server";
import { authenticateAdmin } from "~/shopify.server";

const params = z.object({ id: z.string().min(1).max(200) });

/** One file as a download. Another shop's file is as unknown as one that does not exist. */
export async function loader({ request, params: raw }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const { id } = params.parse(raw);
  const found = await dataExport(db, shop, id);
  if (found === null) return Response.json({ error: "export-not-found" }, { status: 404 });
  return new Response(JSON.stringify(found.document, null, 2), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="${found.fileName.replace(/[^\w.-]/g, "_")}"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
