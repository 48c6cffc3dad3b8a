import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { LANGUAGES } from "~/texts/languages";
import { DownloadButton } from "./download-button";

/** Everything about a case in one file, in the language of whoever decides the dispute. */
export function EvidenceCard({ path }: { path: string }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("evidence.title")}
        </Text>
        <Text as="p" tone="subdued">
          {t("evidence.text")}
        </Text>
        <InlineStack gap="200">
          {LANGUAGES.map((language) => (
            <DownloadButton
              key={language}
              path={`${path}/evidence?language=${language}`}
              fileName={`evidence-${path.split("/").at(-1) ?? ""}-${language}.pdf`}
              label={t(`evidence.in.${language}`)}
              accessibilityLabel={t(`evidence.download.${language}`)}
            />
          ))}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
