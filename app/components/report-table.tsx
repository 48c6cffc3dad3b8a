import { useTranslation } from "react-i18next";
import type { ReportColumn, ReportName, ReportRow } from "~/domain/reports";
import { shownCell } from "~/texts/report-cells";
import { useReading } from "./reader";

export interface ShownReport {
  name: ReportName;
  columns: readonly ReportColumn[];
  rows: readonly ReportRow[];
}

const NUMBERS: readonly string[] = ["count", "percent", "hours", "money"];

/** The rows of a report; a narrow window scrolls the table and not the page. */
export function ReportTable({ report: { name, columns, rows } }: { report: ShownReport }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  return (
    <div className="rma-scroll" tabIndex={0} role="region" aria-label={t(`reports.${name}.title`)}>
      <table className="rma-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={classOf(column)}>
                {t(`reports.column.${column.name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <td key={column.name} className={classOf(column)} suppressHydrationWarning>
                  {shownCell(row, column, { locale, t })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const classOf = ({ kind }: ReportColumn): string | undefined => (NUMBERS.includes(kind) ? "rma-number" : undefined);
