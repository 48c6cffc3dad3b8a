import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { orderPath } from "~/components/paths";
import { authenticateAdmin } from "~/shopify.server";
import { findShopOrder } from "~/workflows/find-own-order.server";

/** Shopify names the order by its number; other targets of admin links are told GIDs, so that is read as well. */
const id = z
  .string()
  .regex(/^(?:gid:\/\/shopify\/Order\/)?\d{1,20}$/)
  .transform((text) => `gid://shopify/Order/${text.slice(text.lastIndexOf("/") + 1)}`);

/**
 * Where "Refund under policy" in the menu of Shopify's order page leads (extensions/refund-under-policy). The menu is there for
 * every order, so one that the app has not seen yet is read and judged first.
 * https://shopify.dev/docs/apps/build/admin/admin-links
 */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const { searchParams } = new URL(request.url);
  const orderId = id.safeParse(searchParams.get("id")).data;
  const order = orderId === undefined ? null : await findShopOrder({ shop, orderId, at: new Date() });
  if (order === null) throw Response.json({ error: "order-not-found" }, { status: 404 });
  // The rest of the address is Shopify's: without it App Bridge does not start in the frame.
  searchParams.delete("id");
  return redirect(`${orderPath(order.snapshot.orderId)}/refund?${searchParams.toString()}`);
}

/** Never seen; with it a refusal is shown on the admin's own error page. */
export default function RefundLink() {
  return null;
}
