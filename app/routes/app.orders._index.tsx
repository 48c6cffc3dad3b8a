import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Card, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { NothingHere } from "~/components/nothing-here";
import { OrderFilters } from "~/components/order-filters";
import { OrderTable } from "~/components/order-table";
import { PageLinks } from "~/components/page-links";
import { db } from "~/db.server";
import { ordersPage, parseCursor } from "~/db/pages/orders-page.server";
import { authenticateAdmin } from "~/shopify.server";

// An address that a person edited shows the unfiltered list rather than an error.
const filterParams = z.object({
  verdict: z.enum(["allow", "review", "deny"]).nullable().catch(null),
  flag: z.enum(["non-returnable", "waiting"]).nullable().catch(null),
  search: z.string().max(50).catch(""),
});

/** One page of the orders that the policy has judged, newest first. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const params = new URL(request.url).searchParams;
  const filter = filterParams.parse({
    verdict: params.get("verdict"),
    flag: params.get("flag"),
    search: params.get("search") ?? "",
  });
  const page = await ordersPage(db, { shop, filter, cursor: parseCursor(params.get("cursor")) });
  return { ...page, filter };
}

export default function OrdersPage() {
  const { rows, newer, older, filter } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const filtered = filter.verdict !== null || filter.flag !== null || filter.search !== "";
  return (
    <Page title={t("orders.title")} fullWidth>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <OrderFilters key={JSON.stringify(filter)} filter={filter} />
          {rows.length > 0 ? (
            <Card padding="0">
              <OrderTable rows={rows} />
              <PageLinks newer={newer} older={older} />
            </Card>
          ) : (
            <NothingHere title={t(filtered ? "orders.noMatch.title" : "orders.none.title")}>
              {t(filtered ? "orders.noMatch.text" : "orders.none.text")}
            </NothingHere>
          )}
        </BlockStack>
      </Box>
    </Page>
  );
}
