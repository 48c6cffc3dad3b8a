import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { authenticateAdmin } from "~/shopify.server";
import { previewRefund } from "~/workflows/preview-refund.server";

/** What a refund of the case would pay now; the page asks for it when it is open, because Shopify must be asked. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const preview = await previewRefund(shop, params["rma"] ?? "");
  if (preview.ok) return data({ previews: preview.value });
  return data({ error: preview.error }, { status: preview.error === "rma-not-found" ? 404 : 200 });
}
