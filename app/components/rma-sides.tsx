import { Badge, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Money, Moment } from "./dates-and-money";
import { Facts } from "./facts";
import { shopifyPath } from "./paths";
import { usePerson } from "./people";

interface Override {
  verdict: string;
  findings: readonly { code: string }[];
  reason: string;
  amount: string;
  by: string;
  at: string;
  needsSecondPerson: boolean;
  secondBy: string | null;
}

/** Who decided against the policy, why, and what that beat (R9). */
export function RmaOverride({ override, currency }: { override: Override; currency: string }) {
  const { t } = useTranslation();
  const person = usePerson();
  const beaten = [
    t(`verdict.${override.verdict}`),
    ...override.findings.map(({ code }) => t(`findings.${code}.title`)),
  ];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("rma.override.title")}
        </Text>
        <Facts
          facts={[
            [t("rma.override.by"), person(override.by)],
            [t("rma.override.at"), <Moment at={override.at} />],
            [t("rma.override.reason"), override.reason],
            [t("rma.override.beaten"), beaten.join(" · ")],
            [t("rma.override.amount"), <Money amount={override.amount} currency={currency} />],
            [
              t("rma.override.second"),
              override.needsSecondPerson
                ? override.secondBy === null
                  ? t("rma.override.secondMissing")
                  : person(override.secondBy)
                : null,
            ],
          ]}
        />
      </BlockStack>
    </Card>
  );
}

interface MirroredReturn {
  returnId: string;
  name: string;
  status: string;
}

/** The returns at Shopify that mirror the case (R13), as their order shows them. */
export function RmaReturns({ returns, orderId }: { returns: readonly MirroredReturn[]; orderId: string | null }) {
  const { t } = useTranslation();
  if (orderId === null) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("rma.returns.title")}
        </Text>
        {returns.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("rma.returns.none")}
          </Text>
        ) : (
          <ul className="rma-list rma-stack">
            {returns.map(({ returnId, name, status }) => (
              <li key={returnId}>
                <InlineStack gap="200" align="space-between" blockAlign="center">
                  <Link url={shopifyPath("orders", orderId)} target="_top">
                    {name}
                  </Link>
                  <Badge>{t(`rma.returns.status.${status}`)}</Badge>
                </InlineStack>
              </li>
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}
