import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Card, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Money } from "./dates-and-money";
import { Facts } from "./facts";
import { rmaPath } from "./paths";

interface Preview {
  returnId: string;
  currency: string;
  units: number;
  paidShare: string;
  fee: string;
  tax: string;
  shipping: string;
  ours: string;
  suggested: string;
  difference: string;
  maximum: string;
  decision: string;
  willPay: { amount: string; fee: string; tenders: readonly string[] } | null;
}

interface Answer {
  previews?: readonly Preview[];
  error?: string;
}

/** What will be paid and how, with Shopify's figure beside ours (R18): asked for when the page is open. */
export function RmaWorksheet({ rmaId, unpaid }: { rmaId: string; unpaid: number }) {
  const { t } = useTranslation();
  const { load, data } = useFetcher<Answer>();
  useEffect(() => load(`${rmaPath(rmaId)}/worksheet`), [load, rmaId, unpaid]);
  return (
    <Card>
      <BlockStack gap="400">
        <div>
          <Text as="h2" variant="headingMd">
            {t("rma.worksheet.title")}
          </Text>
          <div role="status">
            {data === undefined ? (
              <Text as="p" tone="subdued">
                {t("rma.worksheet.ask")}
              </Text>
            ) : null}
            {data?.error === undefined ? null : <Text as="p">{t(`rmaError.${data.error}`)}</Text>}
          </div>
        </div>
        {(data?.previews ?? []).map((preview) => (
          <Worksheet key={preview.returnId} preview={preview} />
        ))}
      </BlockStack>
    </Card>
  );
}

const isZero = (amount: string): boolean => !/[1-9]/.test(amount);

function Worksheet({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  const { willPay } = preview;
  const money = (amount: string) => <Money amount={amount} currency={preview.currency} />;
  const unlessZero = (amount: string) => (isZero(amount) ? null : money(amount));
  return (
    <BlockStack gap="300">
      <Text as="p" tone="subdued">
        {t("rma.worksheet.units", { count: preview.units })}
      </Text>
      <Facts
        facts={[
          [t("rma.worksheet.paidShare"), money(preview.paidShare)],
          [t("rma.worksheet.fee"), money(preview.fee)],
          [t("rma.worksheet.tax"), unlessZero(preview.tax)],
          [t("rma.worksheet.shipping"), unlessZero(preview.shipping)],
          [t("rma.worksheet.ours"), money(preview.ours)],
          [t("rma.worksheet.suggested"), money(preview.suggested)],
          [t("rma.worksheet.difference"), unlessZero(preview.difference)],
          [t("rma.worksheet.maximum"), willPay === null ? money(preview.maximum) : null],
          [t("rma.worksheet.willPay"), willPay === null ? null : <strong>{money(willPay.amount)}</strong>],
        ]}
      />
      <Banner tone={willPay === null ? "critical" : "info"}>{t(`rma.worksheet.decision.${preview.decision}`)}</Banner>
      {willPay === null || willPay.tenders.length < 2 ? null : (
        <Facts
          facts={willPay.tenders.map((amount, index) => [
            t("rma.worksheet.tender", { number: index + 1 }),
            money(amount),
          ])}
        />
      )}
    </BlockStack>
  );
}
