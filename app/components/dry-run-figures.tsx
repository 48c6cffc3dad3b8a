import { BlockStack, Card, Text } from "@shopify/polaris";
import { lazy, Suspense, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatMonth, formatNumber } from "~/texts/format";
import { Money } from "./dates-and-money";
import { useReading } from "./reader";
import { useSeen } from "./seen";

// The plots' library is larger than a page.
const BarPlot = lazy(() => import("./bar-plot").then(({ BarPlot: plot }) => ({ default: plot })));

interface Both<Value> {
  before: Value;
  after: Value;
}

interface Report {
  orders: number;
  lines: number;
  changedOrders: number;
  changedLines: number;
  moves: { before: string; after: string; lines: number }[];
  months: { month: string; lines: number }[];
  refunds: number;
  breaches: { code: string; before: number; after: number }[];
  deniedReturns: Both<number>;
  heldOrders: Both<number>;
  coveredLines: Both<number>;
  money: { currency: string; fees: Both<string>; refusedFees: Both<string>; warranty: Both<string> }[];
}

/** What the draft would have changed, in figures; each beside what the version in force gives. */
export function DryRunFigures({ report }: { report: Report }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  const { orders, lines, changedOrders, changedLines, refunds } = report;
  const number = (value: number) => formatNumber(value, locale);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("dryRun.figures")}
        </Text>
        <Text as="p">
          {t("dryRun.counts", {
            changedOrders: number(changedOrders),
            orders: number(orders),
            changedLines: number(changedLines),
            lines: number(lines),
          })}
        </Text>
        {report.moves.length === 0 ? null : (
          <ul>
            {report.moves.map(({ before, after, lines: moved }) => (
              <li key={`${before} ${after}`}>
                {t("dryRun.move", {
                  before: t(`verdict.${before}`),
                  after: t(`verdict.${after}`),
                  lines: number(moved),
                })}
              </li>
            ))}
          </ul>
        )}
        {report.months.length === 0 ? null : <Months months={report.months} />}
        <Comparison report={report} />
        <Text as="p" tone="subdued">
          {t("dryRun.refundsLooked", { refunds: number(refunds) })}
        </Text>
      </BlockStack>
    </Card>
  );
}

function Months({ months }: Pick<Report, "months">) {
  const { t } = useTranslation();
  const { locale } = useReading();
  const place = useRef<HTMLDivElement>(null);
  const isSeen = useSeen(place);
  const name = t("dryRun.byMonth");
  const points = months.map(({ month, lines }) => ({ label: month, value: lines, text: formatNumber(lines, locale) }));
  return (
    <figure className="rma-trend">
      <figcaption>
        <Text as="h3" variant="headingSm">
          {name}
        </Text>
      </figcaption>
      <div className="rma-plot" ref={place}>
        {isSeen ? (
          <Suspense fallback={null}>
            <BarPlot name={name} points={points} labelName={(month) => formatMonth(month, locale)} />
          </Suspense>
        ) : null}
      </div>
      <details>
        <summary>{t("dryRun.table")}</summary>
        <table className="rma-table">
          <caption className="rma-hidden">{name}</caption>
          <thead>
            <tr>
              <th scope="col">{t("dryRun.month")}</th>
              <th scope="col">{t("dryRun.lines")}</th>
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, lines }) => (
              <tr key={month}>
                <th scope="row">{formatMonth(month, locale)}</th>
                <td>{formatNumber(lines, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

function Comparison({ report }: { report: Report }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  const number = (value: number) => formatNumber(value, locale);
  const counted = ({ before, after }: Both<number>): Both<ReactNode> => ({
    before: number(before),
    after: number(after),
  });
  const rows: [string, Both<ReactNode>][] = [
    ...report.money.flatMap(({ currency, fees, refusedFees, warranty }): [string, Both<ReactNode>][] => {
      const paid = ({ before, after }: Both<string>): Both<ReactNode> => ({
        before: <Money amount={before} currency={currency} />,
        after: <Money amount={after} currency={currency} />,
      });
      return [
        [t("dryRun.rows.fees", { currency }), paid(fees)],
        [t("dryRun.rows.refusedFees", { currency }), paid(refusedFees)],
        [t("dryRun.rows.warranty", { currency }), paid(warranty)],
      ];
    }),
    ...report.breaches.map(({ code, ...counts }): [string, Both<ReactNode>] => [
      t("dryRun.rows.breach", { code: t(`breaches.code.${code}.title`) }),
      counted(counts),
    ]),
    [t("dryRun.rows.deniedReturns"), counted(report.deniedReturns)],
    [t("dryRun.rows.heldOrders"), counted(report.heldOrders)],
    [t("dryRun.rows.coveredLines"), counted(report.coveredLines)],
  ];
  return (
    <table className="rma-table">
      <caption className="rma-hidden">{t("dryRun.figures")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("dryRun.what")}</th>
          <th scope="col">{t("dryRun.before")}</th>
          <th scope="col">{t("dryRun.after")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, { before, after }]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{before}</td>
            <td>{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
