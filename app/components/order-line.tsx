import { BlockStack, Card, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatPercent } from "~/texts/format";
import { ruleText } from "~/texts/rule-text";
import { VerdictBadge } from "./badges";
import { useCoverageFacts, type Coverage } from "./coverage-facts";
import { Day, Money } from "./dates-and-money";
import { Facts } from "./facts";
import { FindingList, type Finding, type QuotedPolicy } from "./finding-list";
import { shopifyPath } from "./paths";
import { useReading } from "./reader";

interface Line {
  productId: string | null;
  sku: string | null;
  title: string;
  quantity: number;
  bundleSku: string | null;
  class: string;
  classRule: { kind: string; value: string };
  invoicedOn: string | null;
  waitingAtOrder: number;
  unshipped: number;
  refundedShipped: number;
  verdict: string;
  findings: readonly Finding[];
  lastDay: string | null;
  warrantyUntil: string | null;
  policyVersion: number;
  coverage: Coverage;
  paid: string;
  tax: string;
  preview: { paidShare: string; fee: string; tax: string; refund: string } | null;
}

interface Props {
  line: Line;
  currency: string;
  policy: QuotedPolicy;
}

/** One line of an order: what the policy answers, why, what it would bring back, and the facts behind it. */
export function OrderLine({ line, currency, policy }: Props) {
  return (
    <Card>
      <BlockStack gap="400">
        <LineHead line={line} />
        <FindingList findings={line.findings} policy={policy} />
        <LineTerms line={line} currency={currency} policy={policy} />
        <Divider />
        <LineFacts line={line} />
      </BlockStack>
    </Card>
  );
}

function LineHead({ line }: { line: Line }) {
  const { t } = useTranslation();
  const details = [
    line.sku === null ? null : t("order.sku", { sku: line.sku }),
    t("order.quantity", { count: line.quantity }),
    line.bundleSku === null ? null : t("order.bundle", { sku: line.bundleSku }),
  ];
  return (
    <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
      <BlockStack gap="100">
        <Text as="h3" variant="headingSm">
          {line.productId === null ? (
            line.title
          ) : (
            <Link url={shopifyPath("products", line.productId)} target="_top" removeUnderline>
              {line.title}
            </Link>
          )}
        </Text>
        <Text as="p" tone="subdued">
          {details.filter((detail) => detail !== null).join(" · ")}
        </Text>
      </BlockStack>
      <VerdictBadge verdict={line.verdict} />
    </InlineStack>
  );
}

/** Until when, and for how much. */
function LineTerms({ line, currency, policy }: Props) {
  const { t } = useTranslation();
  const { locale } = useReading();
  const { preview } = line;
  const money = (amount: string) => <Money amount={amount} currency={currency} />;
  return (
    <div className="rma-columns">
      {line.lastDay === null || line.verdict === "deny" ? null : (
        <Term name={t("order.fact.lastDay")} value={<Day date={line.lastDay} />} />
      )}
      <Term
        name={t("order.fact.paid")}
        value={money(line.paid)}
        note={
          <>
            {t("order.quantity", { count: line.quantity })} · {t("order.fact.tax")} {money(line.tax)}
          </>
        }
      />
      {preview === null ? null : (
        <>
          <Term name={t("order.preview.paid")} value={money(preview.paidShare)} note={t("order.preview.title")} />
          <Term
            name={t("order.preview.fee")}
            value={money(preview.fee)}
            note={t("order.preview.percent", { percent: formatPercent(policy.feePercent, locale) })}
          />
          <Term name={t("order.preview.refund")} value={money(preview.refund)} note={t("order.preview.title")} />
        </>
      )}
      {line.warrantyUntil === null ? null : (
        <Term name={t("order.fact.warrantyUntil")} value={<Day date={line.warrantyUntil} />} />
      )}
    </div>
  );
}

function Term({ name, value, note }: { name: string; value: ReactNode; note?: ReactNode }) {
  return (
    <BlockStack gap="050">
      <Text as="p" tone="subdued">
        {name}
      </Text>
      <Text as="p" variant="headingSm">
        {value}
      </Text>
      {note === undefined ? null : (
        <Text as="p" variant="bodySm" tone="subdued">
          {note}
        </Text>
      )}
    </BlockStack>
  );
}

function LineFacts({ line }: { line: Line }) {
  const { t, i18n } = useTranslation();
  const rule = ruleText(line.classRule, i18n);
  const coverage = useCoverageFacts(line.coverage);
  const units = (count: number) => (count === 0 ? null : t("order.quantity", { count }));
  const facts: (readonly [string, ReactNode])[] = [
    [t("order.fact.class"), t("details.line", { name: t(`class.${line.class}`), verdict: rule })],
    ...coverage,
    [
      t("order.fact.invoicedOn"),
      line.invoicedOn === null ? t("order.invoiceAtShipping") : <Day date={line.invoicedOn} />,
    ],
    [t("order.fact.waiting"), units(line.waitingAtOrder)],
    [t("order.fact.unshipped"), units(line.unshipped)],
    [t("order.fact.refunded"), units(line.refundedShipped)],
    [t("order.fact.policyVersion"), line.policyVersion],
  ];
  return <Facts facts={facts} />;
}
