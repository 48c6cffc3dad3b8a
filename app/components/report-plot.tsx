import { Card } from "@shopify/polaris";
import { lazy, Suspense, useRef } from "react";
import { useTranslation } from "react-i18next";
import { REPORTS, type ReportRow } from "~/domain/reports";
import { shownCell } from "~/texts/report-cells";
import { useReading } from "./reader";
import type { ShownReport } from "./report-table";
import { useSeen } from "./seen";

// The plots' library is larger than a page: it comes after the figures.
const BarPlot = lazy(() => import("./bar-plot").then(({ BarPlot: plot }) => ({ default: plot })));

/** As many bars as can be told apart. */
const MOST_BARS = 20;

/** The report's leading figure by its rows; rows of one name and another currency or person stand side by side. */
export function ReportPlot({ report: { name, columns, rows } }: { report: ShownReport }) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const isSeen = useSeen(place);
  const { locale } = useReading();
  const { label, value } = REPORTS[name].plot;
  const told = (row: ReportRow, name: string): string => {
    const column = columns.find((one) => one.name === name);
    return column === undefined ? "" : shownCell(row, column, { locale, t });
  };
  const plotted = rows.slice(0, MOST_BARS);
  const title = t("reports.plot", { value: t(`reports.column.${value}`), label: t(`reports.column.${label}`) });
  // By its place: two rows may have one name, for two people or in two currencies.
  const points = plotted.map((row, index) => ({
    label: String(index),
    value: Number(row[value] ?? 0),
    text: told(row, value),
  }));
  const labels = plotted.map((row) => told(row, label));
  return (
    <Card>
      <div className="rma-plot" ref={place}>
        {isSeen ? (
          <Suspense fallback={null}>
            <BarPlot name={title} points={points} labelName={(index) => labels[Number(index)] ?? ""} />
          </Suspense>
        ) : null}
      </div>
    </Card>
  );
}
