import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { BlockStack, Box, Button, ButtonGroup, Card, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { askedReport, runReport } from "~/asked-report.server";
import { DownloadButton } from "~/components/download-button";
import { NothingHere } from "~/components/nothing-here";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { useReading } from "~/components/reader";
import { ReportPlot } from "~/components/report-plot";
import { ReportTable } from "~/components/report-table";
import { REPORT_PERIODS } from "~/domain/reports";
import { authenticateAdmin } from "~/shopify.server";
import { formatDate } from "~/texts/format";

/** One report over the last 30, 90 or 365 days of the shop's calendar. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const asked = askedReport(params["report"], new URL(request.url).searchParams);
  return runReport(shop, asked, new Date());
}

export default function ReportPage() {
  const report = useLoaderData<typeof loader>();
  const { name, period, first, last, rows } = report;
  const { t } = useTranslation();
  const { locale } = useReading();
  const navigate = useNavigate();
  const path = `/app/reports/${name}`;
  return (
    <Page title={t(`reports.${name}.title`)} backAction={{ content: t("reports.title"), url: "/app/reports" }}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <PageText>{t(`reports.${name}.text`)}</PageText>
          <Box paddingInline={{ xs: "400", sm: "0" }}>
            <ButtonGroup variant="segmented">
              {REPORT_PERIODS.map((days) => (
                <Button key={days} pressed={days === period} onClick={() => navigate(`${path}?days=${days}`)}>
                  {t(`reports.period_${days}`)}
                </Button>
              ))}
            </ButtonGroup>
          </Box>
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <PageText>
              {t("reports.from", { first: formatDate(first, locale), last: formatDate(last, locale) })}
            </PageText>
            <DownloadButton
              path={`${path}/export?days=${period}`}
              fileName={`${name}.csv`}
              label={t("reports.export")}
              accessibilityLabel={t("reports.export")}
            />
          </InlineStack>
          {rows.length === 0 ? (
            <NothingHere title={t("reports.none.title")}>{t("reports.none.text")}</NothingHere>
          ) : (
            <>
              <ReportPlot report={report} />
              <Card padding="0">
                <ReportTable report={report} />
              </Card>
            </>
          )}
        </BlockStack>
      </Box>
    </Page>
  );
}
