import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "~/db.server";
import { findShop } from "~/db/shop-repository.server";
import { authenticateAdmin } from "~/shopify.server";
import { readTrends } from "~/workflows/count-days.server";

/** The figures of the last 30 days, for the plots of the home page: asked for when somebody looks at them. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const record = await findShop(db, shop);
  if (record === null) return { currency: "", days: [] };
  return { currency: record.currency, days: await readTrends(db, record, new Date()) };
}
