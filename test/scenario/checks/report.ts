import { z } from "zod";
import { REPORT_NAMES } from "../../../app/domain/reports.ts";
import { isFields } from "../match.ts";
import { defineCheck } from "../verb.ts";

/** The rows of a report over the last year, as the admin's page shows them; amounts in minor units. */
export const reportCheck = defineCheck({
  args: z.strictObject({ report: z.enum(REPORT_NAMES), rows: z.unknown() }),
  read: async (world, { report }) => {
    const routes = Object.values(await world.staff.read(`/app/reports/${report}?days=365`));
    return { report, rows: routes.filter(isFields).find((route) => "rows" in route)?.["rows"] };
  },
});
