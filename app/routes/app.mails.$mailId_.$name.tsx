import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { db } from "~/db.server";
import { authenticateAdmin } from "~/shopify.server";
import { readAttachment } from "~/workflows/read-attachment.server";

const params = z.object({ mailId: z.uuid(), name: z.string().regex(/^[\w-]{1,50}\.pdf$/) });

/** A file of a mail as a download, made anew. Another shop's mail is as unknown as one that does not exist. */
export async function loader({ request, params: raw }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const parsed = params.safeParse(raw);
  const file = parsed.success ? await readAttachment(db, { shop, ...parsed.data }) : null;
  if (file === null) return Response.json({ error: "export-not-found" }, { status: 404 });
  return new Response(Buffer.from(file.content), {
    headers: {
      "Content-Type": file.type,
      "Content-Disposition": `attachment; filename="${file.name}"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
