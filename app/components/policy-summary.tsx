import { BlockStack, Card, List, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PolicySettings } from "~/domain/policy/policy-settings";
import { formatPercent } from "~/texts/format";
import { useReading } from "./reader";

type Summarised = Pick<PolicySettings, "return" | "warranty">;

/** The policy in sentences, as a customer would be told. */
export function PolicySummary(props: { settings: Summarised; title: string; children: ReactNode }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  const { return: returns, warranty } = props.settings;
  const percent = formatPercent(returns.restockFeePercent, locale);
  const countryNames = new Intl.DisplayNames([locale], { type: "region" });
  const countries = warranty.countries.map((code) => countryNames.of(code) ?? code).join(", ");
  const sentences = [
    t("policy.says.window", { count: returns.windowDays }),
    t("policy.says.electronic"),
    returns.restockFeePercent === 0 ? t("policy.says.noFee") : t("policy.says.fee", { percent }),
    t("policy.says.rma", { count: returns.rmaValidDays }),
    t(returns.autoApprove ? "policy.says.autoApprove" : "policy.says.byHand"),
    t("policy.says.warranty", { count: warranty.months, countries }),
  ];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {props.title}
        </Text>
        <Text as="p" tone="subdued">
          {props.children}
        </Text>
        <List>
          {sentences.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      </BlockStack>
    </Card>
  );
}
