import type { LoaderFunctionArgs } from "@remix-run/node";
import { askedReport, runReport } from "~/asked-report.server";
import { csvRecord } from "~/domain/csv";
import { authenticateAdmin } from "~/shopify.server";
import { plainCell } from "~/texts/report-cells";

/** A report as CSV, with the mark by which a spreadsheet knows UTF-8; no cell can be a formula. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const asked = askedReport(params["report"], new URL(request.url).searchParams);
  const { name, columns, rows } = await runReport(shop, asked, new Date());
  const records = rows.map((row) => csvRecord(columns.map((column) => plainCell(row, column))));
  return new Response(`\uFEFF${csvRecord(columns.map((column) => column.name))}${records.join("")}`, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}
