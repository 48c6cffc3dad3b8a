import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "~/db.server";
import { readCursor } from "~/db/pages/cursor";
import type { RmaRow } from "~/db/pages/rmas-page.server";
import { csvRecord } from "~/domain/csv";
import { rmasAddress } from "~/list-addresses.server";
import { authenticateAdmin } from "~/shopify.server";
import { findRmas } from "~/workflows/search-rmas.server";

const HEADINGS = ["rma", "order", "kind", "status", "verdict", "items", "requested", "valid_until"];
const ROWS_AT_ONCE = 500;

const recordOf = (row: RmaRow): string =>
  csvRecord([
    row.number ?? "",
    row.orderName ?? "",
    row.kind,
    row.status,
    row.verdict,
    row.items,
    row.requestedAt,
    row.expiresOn ?? "",
  ]);

/** The filtered list as CSV, page by page, so that a million cases need no more memory than one page. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const { filter } = rmasAddress(new URL(request.url).searchParams, new Date());
  const { page } = await findRmas(db, { shop, filter });
  const encoder = new TextEncoder();
  let cursor: string | null = null;
  const body = new ReadableStream<Uint8Array>({
    // The mark by which a spreadsheet knows UTF-8.
    start: (controller) => controller.enqueue(encoder.encode(`\uFEFF${csvRecord(HEADINGS)}`)),
    pull: async (controller) => {
      const { rows, older } = await page(readCursor(cursor), ROWS_AT_ONCE);
      controller.enqueue(encoder.encode(rows.map(recordOf).join("")));
      cursor = older;
      if (cursor === null) controller.close();
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="returns.csv"',
      "Cache-Control": "no-store",
    },
  });
}
