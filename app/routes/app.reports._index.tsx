import { Link } from "@remix-run/react";
import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { REPORT_NAMES } from "~/domain/reports";

export default function ReportsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("reports.title")}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <PageText>{t("reports.intro")}</PageText>
          {REPORT_NAMES.map((name) => (
            <Card key={name}>
              <BlockStack gap="100">
                <Text as="h2" variant="headingMd">
                  <Link to={`/app/reports/${name}`}>{t(`reports.${name}.title`)}</Link>
                </Text>
                <Text as="p" tone="subdued">
                  {t(`reports.${name}.text`)}
                </Text>
              </BlockStack>
            </Card>
          ))}
        </BlockStack>
      </Box>
    </Page>
  );
}
