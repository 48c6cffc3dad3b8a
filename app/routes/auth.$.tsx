import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { authenticateAdmin } from "~/shopify.server";

/** Where the library sends a visit that names no shop, or not the place in Shopify that it comes from. */
const NO_SHOP_NAMED = "/auth/login";

/**
 * The addresses that the library reserves for itself (fresh session tokens, leaving the frame): it answers them all but one.
 * A visit from outside Shopify ends on the page that says where the app is used.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  if (new URL(request.url).pathname === NO_SHOP_NAMED) return redirect("/");
  await authenticateAdmin(request);
  return null;
}
