import { Banner, BlockStack, List } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { PolicyWarning } from "~/domain/policy/contradictions";
import { labelOf } from "~/texts/change-sentences";
import { warningText } from "~/texts/warning-text";

/** What of the settings contradicts itself: explained, never silently put in an order. */
export function WarningList({ warnings }: { warnings: readonly PolicyWarning[] }) {
  const { t, i18n } = useTranslation();
  if (warnings.length === 0) return null;
  return (
    <Banner tone="warning" title={t("policy.warning.title", { count: warnings.length })}>
      <BlockStack gap="200">
        <p>{t("policy.warning.text")}</p>
        <List>
          {warnings.map((warning) => (
            <List.Item key={`${warning.path}/${warning.code}`}>
              {labelOf(warning.path.split(".").slice(0, 2).join("."), i18n)}: {warningText(warning, i18n)}
            </List.Item>
          ))}
        </List>
      </BlockStack>
    </Banner>
  );
}
