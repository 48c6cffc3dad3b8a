import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { db } from "~/db.server";
import { announcedCase } from "~/db/pages/dock-page.server";
import { authenticateAdmin } from "~/shopify.server";

/** What a number on a box announces; a number that no case has is an answer like any other. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const number = new URL(request.url).searchParams.get("number") ?? "";
  return data({ number, announced: await announcedCase(db, shop, number) });
}
