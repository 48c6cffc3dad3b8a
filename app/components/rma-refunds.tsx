import { Badge, BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Money, Moment } from "./dates-and-money";
import { Facts } from "./facts";
import { usePerson } from "./people";
import { Records } from "./rma-records";

interface RefundRecord {
  sequence: number;
  state: string;
  stopCode: string | null;
  currency: string;
  units: number;
  paidShare: string;
  fee: string;
  tax: string;
  shipping: string;
  refund: string;
  suggested: string | null;
  by: string;
  preparedAt: string;
  paidAt: string | null;
}

const REFUND_TONE: Readonly<Record<string, "info" | "success" | "critical">> = {
  prepared: "info",
  paid: "success",
  stopped: "critical",
};

/** What was paid, is being paid, or was stopped: then both figures, and what to do (R18). */
export function RmaRefunds({ refunds }: { refunds: readonly RefundRecord[] }) {
  const { t } = useTranslation();
  return (
    <Records title={t("rma.refunds.title")}>
      {refunds.map((refund) => (
        <li key={refund.sequence}>
          <Refund refund={refund} tone={REFUND_TONE[refund.state] ?? "info"} />
        </li>
      ))}
    </Records>
  );
}

function Refund({ refund, tone }: { refund: RefundRecord; tone: "info" | "success" | "critical" }) {
  const { t } = useTranslation();
  const person = usePerson();
  const money = (amount: string) => <Money amount={amount} currency={refund.currency} />;
  const unlessZero = (amount: string) => (/[1-9]/.test(amount) ? money(amount) : null);
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" align="space-between" blockAlign="center">
        <Text as="span" fontWeight="semibold">
          <Moment at={refund.paidAt ?? refund.preparedAt} />
        </Text>
        <Badge tone={tone}>{t(`rma.refunds.state.${refund.state}`)}</Badge>
      </InlineStack>
      <Facts
        facts={[
          [t("rma.refunds.units"), refund.units],
          [t("rma.worksheet.paidShare"), money(refund.paidShare)],
          [t("rma.worksheet.fee"), money(refund.fee)],
          [t("rma.worksheet.tax"), unlessZero(refund.tax)],
          [t("rma.worksheet.shipping"), unlessZero(refund.shipping)],
          [t(refund.state === "stopped" ? "rma.refunds.ours" : "rma.refunds.paid"), money(refund.refund)],
          [t("rma.refunds.suggested"), refund.suggested === null ? null : money(refund.suggested)],
          [t("rma.refunds.by"), person(refund.by)],
        ]}
      />
      {refund.stopCode === null ? null : (
        <BlockStack gap="100">
          <Text as="p" tone="critical">
            {t(`rmaError.${refund.stopCode}`)}
          </Text>
          <Text as="p" fontWeight="semibold">
            {t("rma.refunds.what")}
          </Text>
          <Text as="p">{t(`rma.refunds.stop.${refund.stopCode}`)}</Text>
        </BlockStack>
      )}
    </BlockStack>
  );
}
