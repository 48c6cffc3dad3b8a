import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { clauseText, findingText } from "~/texts/finding-sentences";
import { useReading } from "./reader";

export interface Finding {
  code: string;
  clause: string;
  facts: Readonly<Record<string, string | number>>;
}

/** The figures of the policy version by which an order was judged. */
export interface QuotedPolicy {
  windowDays: number;
  feePercent: number;
}

/** Every reason for a verdict, each with the clause of the policy that it comes from. */
export function FindingList({ findings, policy }: { findings: readonly Finding[]; policy: QuotedPolicy }) {
  const { t, i18n } = useTranslation();
  const { locale } = useReading();
  if (findings.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {t("order.noFindings")}
      </Text>
    );
  }
  return (
    <ul className="rma-list">
      {findings.map(({ code, clause, facts }) => (
        <li key={code}>
          <BlockStack gap="150">
            <Text as="p">
              <Text as="span" fontWeight="semibold">
                {t("findings.heading", { title: t(`findings.${code}.title`) })}
              </Text>{" "}
              {findingText(i18n, { code, facts }, locale)}
            </Text>
            <blockquote className="rma-quote">
              {t("order.policySays")} {clauseText(i18n, clause, { ...policy, locale })}
            </blockquote>
          </BlockStack>
        </li>
      ))}
    </ul>
  );
}
