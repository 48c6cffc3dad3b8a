import type { LoaderFunctionArgs } from "@remix-run/node";
import { AdminErrorPage } from "~/components/error-page";
import { authenticateAdmin } from "~/shopify.server";

/** Any other address within the admin. */
export async function loader({ request }: LoaderFunctionArgs): Promise<never> {
  await authenticateAdmin(request);
  throw Response.json({ error: "page-not-found" }, { status: 404 });
}

export default function NoPage() {
  return null;
}

export { AdminErrorPage as ErrorBoundary };
