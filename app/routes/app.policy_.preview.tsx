import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { NothingHere } from "~/components/nothing-here";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { PreviewedOrder } from "~/components/previewed-order";
import { db } from "~/db.server";
import { authenticateAdmin } from "~/shopify.server";
import { previewDraft } from "~/workflows/preview-policy.server";

/** What the draft would change of the latest orders. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  return previewDraft(db, shop);
}

export default function PolicyPreviewPage() {
  const { version, hasDraft, count, changed, rows } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title={t("policy.preview.title")} backAction={{ content: t("policy.back"), url: "/app/policy" }}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <Link url="/app/policy/dry-run">{t("policy.preview.dryRun")}</Link>
          {hasDraft && count > 0 ? <PageText tone="subdued">{t("policy.preview.intro", { count })}</PageText> : null}
          {rows.length === 0 ? (
            <Nothing hasDraft={hasDraft} count={count} />
          ) : (
            <>
              <PageText>{t("policy.preview.counts", { changed, count })}</PageText>
              <Card padding="0">
                <ul className="rma-list">
                  {rows.map((row) => (
                    <PreviewedOrder key={row.orderId} row={row} version={version} />
                  ))}
                </ul>
              </Card>
              {changed > rows.length ? (
                <PageText tone="subdued">{t("policy.preview.more", { count: changed - rows.length })}</PageText>
              ) : null}
              <PageText tone="subdued">
                <Text as="span">{t("policy.preview.approximate")}</Text>
              </PageText>
            </>
          )}
        </BlockStack>
      </Box>
    </Page>
  );
}

function Nothing({ hasDraft, count }: { hasDraft: boolean; count: number }) {
  const { t } = useTranslation();
  const why = hasDraft ? (count === 0 ? "noOrders" : "none") : "noDraft";
  return (
    <NothingHere title={t(`policy.preview.${why}.title`)}>{t(`policy.preview.${why}.text`, { count })}</NothingHere>
  );
}
