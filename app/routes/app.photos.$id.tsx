import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { findPhoto } from "~/db/attachment-repository.server";
import { db } from "~/db.server";
import { authenticateAdmin } from "~/shopify.server";

const params = z.object({ id: z.uuid() });

/**
 * A photo, for staff of its shop. Whoever sent it chose its bytes: the type is what we found it to be, and nothing in it may run.
 */
export async function loader({ request, params: raw }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const id = params.safeParse(raw);
  const photo = id.success ? await findPhoto(db, shop, id.data.id) : null;
  if (photo === null) return Response.json({ error: "photo-not-found" }, { status: 404 });
  return new Response(Uint8Array.from(photo.bytes), {
    headers: {
      "Content-Type": photo.type,
      "Content-Disposition": `attachment; filename="photo.${photo.type.slice("image/".length)}"`,
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "Cache-Control": "private, no-store",
    },
  });
}
