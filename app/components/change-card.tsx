import { BlockStack, Card, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SettingChange } from "~/domain/policy/settings-diff";
import { changeSentences } from "~/texts/change-sentences";
import { useReading } from "./reader";

/** What publishing would change, in sentences; it follows the form as somebody types. */
export function ChangeCard({ changes }: { changes: readonly SettingChange[] }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("policy.draft.changes")}
        </Text>
        {changes.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("policy.draft.none")}
          </Text>
        ) : (
          <ChangeList changes={changes} />
        )}
      </BlockStack>
    </Card>
  );
}

export function ChangeList({ changes }: { changes: readonly SettingChange[] }) {
  const { i18n } = useTranslation();
  const { locale } = useReading();
  return (
    <List>
      {changeSentences(changes, i18n, locale).map((sentence) => (
        <List.Item key={sentence}>{sentence}</List.Item>
      ))}
    </List>
  );
}
