import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Moment } from "~/components/dates-and-money";
import { Facts } from "~/components/facts";
import { NothingHere } from "~/components/nothing-here";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { orderPath, shopifyPath } from "~/components/paths";
import { useReading } from "~/components/reader";
import { db } from "~/db.server";
import { missedPage } from "~/db/pages/missed-page.server";
import { authenticateAdmin } from "~/shopify.server";
import { formatNumber } from "~/texts/format";

/** What reconciliation found because no webhook told of it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  return missedPage(db, shop, new Date());
}

export default function MissedPage() {
  const { counts, rows, total, received } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { locale } = useReading();
  return (
    <Page title={t("missed.title")} backAction={{ content: t("health.title"), url: "/app/health" }}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <PageText>{t("missed.intro")}</PageText>
          <Card>
            <Facts
              facts={[
                [t("missed.received"), formatNumber(received, locale)],
                ...counts.map(({ kind, count }) => [t(`missed.kinds.${kind}`), formatNumber(count, locale)] as const),
              ]}
            />
          </Card>
          {rows.length === 0 ? (
            <NothingHere title={t("missed.none.title")}>{t("missed.none.text")}</NothingHere>
          ) : (
            <Card padding="0">
              <ul className="rma-list">
                {rows.map((row) => (
                  <Missed key={`${row.subjectId} ${row.changedAt}`} row={row} />
                ))}
              </ul>
            </Card>
          )}
          {total > rows.length ? (
            <PageText tone="subdued">{t("missed.more", { count: total - rows.length })}</PageText>
          ) : null}
        </BlockStack>
      </Box>
    </Page>
  );
}

interface Row {
  kind: string;
  subjectId: string;
  orderId: string | null;
  name: string;
  changedAt: string;
  foundAt: string;
}

function Missed({ row: { kind, subjectId, orderId, name, changedAt, foundAt } }: { row: Row }) {
  const { t } = useTranslation();
  return (
    <li className="rma-row">
      <BlockStack gap="050">
        <Text as="h2" variant="headingSm">
          {t(`missed.kind.${kind}`)}{" "}
          <Link url={orderId === null ? shopifyPath("products", subjectId) : orderPath(orderId)} removeUnderline>
            {name}
          </Link>
        </Text>
        <Text as="p" tone="subdued">
          {t("missed.changed")} <Moment at={changedAt} /> · {t("missed.found")} <Moment at={foundAt} />
        </Text>
      </BlockStack>
    </li>
  );
}
