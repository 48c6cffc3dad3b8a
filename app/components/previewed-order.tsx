import { BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { VerdictBadge } from "./badges";
import { Day, Money } from "./dates-and-money";
import { orderPath } from "./paths";

interface Standing {
  verdict: string;
  findings: readonly string[];
  lastDay: string | null;
  warrantyUntil: string | null;
  fee: string | null;
}

interface Props {
  row: {
    orderId: string;
    name: string;
    currency: string;
    lines: readonly { lineId: string; sku: string | null; title: string; before: Standing; after: Standing }[];
  };
  version: number;
}

/** One order whose lines would stand differently: each as it is and as it would be. */
export function PreviewedOrder({ row: { orderId, name, currency, lines }, version }: Props) {
  const { t } = useTranslation();
  return (
    <li className="rma-previewed">
      <Link url={orderPath(orderId)}>
        <Text as="span" fontWeight="semibold">
          {name}
        </Text>
      </Link>
      {lines.map(({ lineId, sku, title, before, after }) => (
        <BlockStack key={lineId} gap="100">
          <Text as="p">{sku === null ? title : `${title} (${sku})`}</Text>
          <div className="rma-columns">
            <StandingText label={t("policy.inForce", { version })} standing={before} currency={currency} />
            <StandingText label={t("policy.preview.column.draft")} standing={after} currency={currency} />
          </div>
        </BlockStack>
      ))}
    </li>
  );
}

function StandingText({ label, standing, currency }: { label: string; standing: Standing; currency: string }) {
  const { t } = useTranslation();
  const { verdict, findings, lastDay, warrantyUntil, fee } = standing;
  return (
    <BlockStack gap="050">
      <Text as="p" tone="subdued">
        {label}
      </Text>
      <InlineStack gap="100">
        <VerdictBadge verdict={verdict} />
        <Text as="span">{findings.map((code) => t(`findings.${code}.title`)).join(", ")}</Text>
      </InlineStack>
      <Text as="p">
        {t("policy.preview.lastDay")} {lastDay === null ? t("policy.preview.noLastDay") : <Day date={lastDay} />} ·{" "}
        {t("policy.preview.fee")}{" "}
        {fee === null ? t("policy.preview.noFee") : <Money amount={fee} currency={currency} />}
      </Text>
      <Text as="p">
        {t("policy.preview.warranty")}{" "}
        {warrantyUntil === null ? t("policy.preview.noWarranty") : <Day date={warrantyUntil} />}
      </Text>
    </BlockStack>
  );
}
