import { Banner, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { VerdictBadge } from "./badges";
import { Day, Money } from "./dates-and-money";
import { Facts } from "./facts";
import { rmaPath } from "./paths";
import { useReading } from "./reader";

interface AnsweredLine {
  lineId: string;
  sku: string | null;
  quantity: number;
  verdict: string;
  findings: readonly { code: string; text: { en: string; fr: string } }[];
  lastDay: string | null;
  available?: number;
  fee?: string;
  refund?: string;
  warrantyUntil?: string;
  rma?: { id: string; number: string | null; status: string };
}

/** What the app answers to a return that staff open: each line with all its reasons and its case, or why nothing was done. */
export interface AnsweredReturn {
  currency?: string;
  lines?: readonly AnsweredLine[];
  error?: string;
}

export function ReturnAnswer({ answer }: { answer: AnsweredReturn }) {
  const { t } = useTranslation();
  const { lines = [], error, currency = "" } = answer;
  return (
    <BlockStack gap="400">
      {error === undefined ? null : (
        <Banner tone={error === "second-person-required" ? "warning" : "critical"}>{t(`rmaError.${error}`)}</Banner>
      )}
      {lines.length === 0 ? null : (
        <Card>
          <BlockStack gap="400">
            <Text as="h2" variant="headingMd">
              {t("openReturn.answer")}
            </Text>
            <ul className="rma-list rma-stack">
              {lines.map((line) => (
                <li key={line.lineId}>
                  <LineAnswer line={line} currency={currency} />
                </li>
              ))}
            </ul>
          </BlockStack>
        </Card>
      )}
    </BlockStack>
  );
}

function LineAnswer({ line, currency }: { line: AnsweredLine; currency: string }) {
  const { t } = useTranslation();
  const { language } = useReading();
  const { rma, fee, refund, available, lastDay, warrantyUntil } = line;
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" gap="200">
        <Text as="span" fontWeight="semibold">
          {t("details.item", { quantity: line.quantity, name: line.sku ?? "–" })}
        </Text>
        <VerdictBadge verdict={line.verdict} />
      </InlineStack>
      {line.findings.length === 0 ? <Text as="p">{t("openReturn.noReason")}</Text> : null}
      <ul className="rma-list">
        {line.findings.map(({ code, text }) => (
          <li key={code}>{text[language]}</li>
        ))}
      </ul>
      <Facts
        facts={[
          [t("openReturn.fee"), fee === undefined ? null : <Money amount={fee} currency={currency} />],
          [t("openReturn.refund"), refund === undefined ? null : <Money amount={refund} currency={currency} />],
          [t("openReturn.available"), available ?? null],
          [t("openReturn.lastDay"), lastDay === null ? null : <Day date={lastDay} />],
          [t("openReturn.warrantyUntil"), warrantyUntil === undefined ? null : <Day date={warrantyUntil} />],
          [
            t("openReturn.to"),
            rma === undefined ? null : <Link url={rmaPath(rma.id)}>{rma.number ?? t("openReturn.request")}</Link>,
          ],
        ]}
      />
    </BlockStack>
  );
}
