import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CoverBadge, VerdictBadge } from "./badges";
import { CoverageFacts } from "./coverage-facts";
import { Money } from "./dates-and-money";
import { FindingList, type QuotedPolicy } from "./finding-list";
import { PhotoList } from "./photos";
import type { CaseLine } from "./rma-case";

interface Props {
  line: CaseLine;
  currency: string;
  policy: QuotedPolicy;
  /** Of a warranty claim: judged by its cover, and remedied rather than refunded. */
  isClaim: boolean;
}

/** One line of a case: why it was asked for, what the policy says of it, and what became of each unit. */
export function RmaLine({ line, currency, policy, isClaim }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {line.title}
            </Text>
            <Text as="p" tone="subdued">
              {[line.sku === null ? null : t("order.sku", { sku: line.sku }), t(`reason.${line.reason}`)]
                .filter((part) => part !== null)
                .join(" · ")}
            </Text>
          </BlockStack>
          {isClaim ? <CoverBadge verdict={line.verdict} /> : <VerdictBadge verdict={line.verdict} />}
        </InlineStack>
        <Units line={line} currency={currency} isClaim={isClaim} />
        {isClaim && line.findings.length === 0 ? null : <FindingList findings={line.findings} policy={policy} />}
        <CoverageFacts coverage={line.coverage} />
        {line.note === null ? null : (
          <BlockStack gap="050">
            <Text as="p" tone="subdued">
              {t("rma.lines.note")}
            </Text>
            <Text as="p">{line.note}</Text>
          </BlockStack>
        )}
        {line.photoIds.length === 0 ? null : (
          <BlockStack gap="100">
            <Text as="p" tone="subdued">
              {t("rma.lines.photos")}
            </Text>
            <PhotoList photoIds={line.photoIds} />
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}

/** Counts of units; what is zero is not worth a place, but for how many were asked for. */
function Units({ line, currency, isClaim }: Omit<Props, "policy">) {
  const { t } = useTranslation();
  const counts = [
    ["open", line.open],
    ["received", line.received],
    ["toInspect", line.uninspected],
    ["accepted", line.accepted],
    ["rejected", line.rejected],
    ["expired", line.expired],
    ["refunded", line.refunded],
  ] as const;
  const refund = line.refunded > 0 ? "refund" : "expectedRefund";
  return (
    <dl className="rma-columns rma-units">
      <div>
        <dt>{t("rma.lines.asked")}</dt>
        <dd>{line.quantity}</dd>
      </div>
      {counts.map(([name, count]) =>
        count === 0 ? null : (
          <div key={name}>
            <dt>{t(isClaim && name === "refunded" ? "claims.remedied" : `rma.lines.${name}`)}</dt>
            <dd>{count}</dd>
          </div>
        ),
      )}
      {isClaim ? null : (
        <>
          <div>
            <dt>{t("rma.lines.fee")}</dt>
            <dd>
              <Money amount={line.fee} currency={currency} />
            </dd>
          </div>
          <div>
            <dt>{t(`rma.lines.${refund}`)}</dt>
            <dd>
              <Money amount={line.refund} currency={currency} />
            </dd>
          </div>
        </>
      )}
    </dl>
  );
}
