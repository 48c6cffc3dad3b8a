import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Moment } from "~/components/dates-and-money";
import { DownloadButton } from "~/components/download-button";
import { NothingHere } from "~/components/nothing-here";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { db } from "~/db.server";
import { dataExports } from "~/db/pages/privacy-page.server";
import { authenticateAdmin } from "~/shopify.server";

/** The files that customers asked for (R43). */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  return { exports: await dataExports(db, shop) };
}

export default function PrivacyPage() {
  const { exports } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title={t("privacy.title")}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <PageText>{t("privacy.intro")}</PageText>
          {exports.length === 0 ? (
            <NothingHere title={t("privacy.none.title")}>{t("privacy.none.text")}</NothingHere>
          ) : (
            <Card padding="0">
              <ul className="rma-list">
                {exports.map(({ id, customerId, requestedAt, fileName }) => {
                  const number = customerId.slice(customerId.lastIndexOf("/") + 1);
                  return (
                    <li key={id} className="rma-row">
                      <BlockStack gap="050">
                        <Text as="h2" variant="headingSm">
                          {t("privacy.customer", { number })}
                        </Text>
                        <Text as="p" tone="subdued">
                          {t("privacy.requested")} <Moment at={requestedAt} />
                        </Text>
                      </BlockStack>
                      <DownloadButton
                        path={`/app/privacy/${encodeURIComponent(id)}`}
                        fileName={fileName}
                        label={t("privacy.download")}
                        accessibilityLabel={t("privacy.downloadLabel", { number })}
                      />
                    </li>
                  );
                })}
              </ul>
            </Card>
          )}
          <PageText tone="subdued">{t("privacy.erased")}</PageText>
        </BlockStack>
      </Box>
    </Page>
  );
}
