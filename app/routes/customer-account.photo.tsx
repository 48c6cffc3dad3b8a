import type { ActionFunctionArgs } from "@remix-run/node";
import { answerCustomer, onlyPost, refused, unreadable } from "~/customer-endpoint.server";
import { readBytes } from "~/request-body.server";
import { LARGEST_PHOTO, storePhoto } from "~/workflows/store-photo.server";

export const loader = onlyPost;

/** Takes one photo, its bytes alone; the address says which line of which order it shows. */
export const action = ({ request }: ActionFunctionArgs): Promise<Response> =>
  answerCustomer(request, async ({ shop, customerId }) => {
    const bytes = await readBytes(request, LARGEST_PHOTO);
    if (!bytes.ok) return unreadable(bytes.error);
    const of = Object.fromEntries(new URL(request.url).searchParams);
    const stored = await storePhoto({ shop, customerId, of, bytes: bytes.value, at: new Date() });
    return stored.ok ? Response.json(stored.value, { status: 201 }) : refused(stored.error);
  });
