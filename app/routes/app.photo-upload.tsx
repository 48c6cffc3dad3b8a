import type { ActionFunctionArgs } from "@remix-run/node";
import { refused, unreadable } from "~/customer-endpoint.server";
import { readBytes } from "~/request-body.server";
import { authenticateAdmin } from "~/shopify.server";
import { LARGEST_PHOTO, storeStaffPhoto } from "~/workflows/store-photo.server";

/** Takes a photo of a parcel or a part, its bytes alone, and answers with the id that the act names it by. */
export async function action({ request }: ActionFunctionArgs): Promise<Response> {
  const { shop, userId } = await authenticateAdmin(request);
  const bytes = await readBytes(request, LARGEST_PHOTO);
  if (!bytes.ok) return unreadable(bytes.error);
  const orderId = new URL(request.url).searchParams.get("orderId");
  const stored = await storeStaffPhoto({ shop, userId, orderId, bytes: bytes.value, at: new Date() });
  return stored.ok ? Response.json(stored.value, { status: 201 }) : refused(stored.error);
}
