import { useFetcher } from "@remix-run/react";
import { BlockStack, Card, Text } from "@shopify/polaris";
import { lazy, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { formatAmount } from "~/domain/money";
import { FIGURES, type DayFigures, type Figure } from "~/domain/trends";
import { formatDate, formatMoney, formatNumber } from "~/texts/format";
import { useReading } from "./reader";
import { useSeen } from "./seen";

// The plots' library is larger than a page: it comes when somebody looks at them.
const BarPlot = lazy(() => import("./bar-plot").then(({ BarPlot: plot }) => ({ default: plot })));

interface Answer {
  currency: string;
  days: DayFigures[];
}

/** The last 30 days as plots, each with its figures in a table for those who read rather than look. */
export function Trends() {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const isSeen = useSeen(place);
  const { load, data } = useFetcher<Answer>();
  useEffect(() => {
    if (isSeen) load("/app/trends");
  }, [isSeen, load]);
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("trends.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("trends.text")}
          </Text>
        </BlockStack>
        <div ref={place} className="rma-trends">
          {FIGURES.map((figure) => (
            <TrendFigure key={figure} figure={figure} answer={data} />
          ))}
        </div>
      </BlockStack>
    </Card>
  );
}

function TrendFigure({ figure, answer }: { figure: Figure; answer: Answer | undefined }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  const name = t(`trends.${figure}`);
  const shown = (value: number | null): string => {
    if (value === null) return "–";
    if (figure !== "fees") return formatNumber(value, locale);
    return formatMoney(formatAmount(value, answer?.currency ?? ""), answer?.currency ?? "", locale);
  };
  const points = (answer?.days ?? []).map((day) => ({ label: day.day, value: day[figure], text: shown(day[figure]) }));
  const summary = answer === undefined ? t("app.loading") : summaryOf(figure, points, { shown, t });
  return (
    <figure className="rma-trend">
      <figcaption>
        <Text as="h3" variant="headingSm">
          {name}
        </Text>
        <Text as="p" tone="subdued">
          {summary}
        </Text>
      </figcaption>
      <div className="rma-plot">
        {answer === undefined ? null : (
          <Suspense fallback={null}>
            <BarPlot name={name} points={points} labelName={(day) => formatDate(day, locale)} />
          </Suspense>
        )}
      </div>
      <TrendTable name={name} points={points} />
    </figure>
  );
}

interface Point {
  label: string;
  value: number | null;
  text: string;
}

interface Wording {
  shown: (value: number | null) => string;
  t: (key: string, facts: Record<string, string>) => string;
}

/** A sum says what happened; units that wait are counted at a day's end and have no sum. */
function summaryOf(figure: Figure, points: readonly Point[], { shown, t }: Wording): string {
  if (figure === "waiting") return t("trends.now", { value: shown(points.at(-1)?.value ?? null) });
  const sum = points.reduce((total, { value }) => total + (value ?? 0), 0);
  return t("trends.sum", { value: shown(sum) });
}

function TrendTable({ name, points }: { name: string; points: readonly Point[] }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  return (
    <details>
      <summary>{t("trends.table", { name })}</summary>
      <table className="rma-table">
        <caption className="rma-hidden">{name}</caption>
        <thead>
          <tr>
            <th scope="col">{t("trends.day")}</th>
            <th scope="col">{name}</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map(({ label, text }) => (
            <tr key={label}>
              <th scope="row">{formatDate(label, locale)}</th>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
